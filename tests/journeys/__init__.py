"""Stories told in a browser, against the product as it really runs."""
