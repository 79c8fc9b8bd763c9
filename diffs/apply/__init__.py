"""A service's facts and the conditions of a code -> which measures apply, what changed for it, its register."""
