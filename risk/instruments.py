"""The instruments that disciplines name: by name only, since their wording belongs to their publishers."""

from collections.abc import Mapping

INSTRUMENTS: Mapping[str, str] = {
    "srp": "Stalking Risk Profile (SRP)",
    "sam": "Stalking Assessment and Management (SAM)",
    "sash": "Screening Assessment for Stalking and Harassment (SASH)",
    "s-dash": "Stalking DASH (S-DASH)",
    "vs-dash": "Victim’s own S-DASH (VS-DASH)",
    "dash": "DASH",
    "dara": "Domestic Abuse Risk Assessment (DARA)",
    "sst": "Stalking Screening Tool (SST)",
    "hcr-20": "HCR-20",
    "oasys": "OASys",
    "other": "Another instrument",
}
