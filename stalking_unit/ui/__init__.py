"""The frame, forms and components every page is made of; no models and no domain words."""
