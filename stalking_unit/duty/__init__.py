"""Who holds a unit's duty, in working hours and outside them, and how to reach them."""
