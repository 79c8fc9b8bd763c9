"""Changes, versions and schedules in the forms that people and other programs read."""
