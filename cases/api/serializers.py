"""What the API says of a case, field by field; a new column stays at home until it is named here."""

from rest_framework import serializers

from cases.models import Case


class CaseSerializer(serializers.ModelSerializer[Case]):
    """The header of a case: no name, no place, no word of what happened."""

    unit = serializers.CharField(source="unit.code", read_only=True)
    area = serializers.CharField(source="area.name", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Case
        fields = (
            "id",
            "reference",
            "unit",
            "area",
            "state",
            "level",
            "review_on",
            "is_restricted",
            "is_red_flagged",
            "is_paused",
            "version",
        )
        read_only_fields = fields
