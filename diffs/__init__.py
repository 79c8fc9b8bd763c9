"""Expression, Expression -> changes; Expression + effects -> derived Expression. Pure; imports corpus only."""
