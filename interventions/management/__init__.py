"""Commands of the highest app: what needs all of the others."""
