"""The demonstration's cases, played through the services by its people, each at their own time.

Everybody here is invented. Telephone numbers are from the ranges kept for drama, health numbers from the range that is
never issued, and the postcode area ZX does not exist.
"""
