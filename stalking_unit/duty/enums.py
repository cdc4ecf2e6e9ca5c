"""The fixed words of the rota."""

from django.db.models import TextChoices


class Hours(TextChoices):
    """Which hours of its days a turn of duty covers."""

    WORKING = "working", "Working hours, 9am to 5pm on working days"
    OUTSIDE = "outside", "Outside working hours: nights, weekends and bank holidays"
    ALL = "all", "All hours"
