"""Routes of these tests alone."""

urlpatterns: list[object] = []
