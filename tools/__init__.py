"""The launcher, the checks and the walk; the product never imports anything from here."""
