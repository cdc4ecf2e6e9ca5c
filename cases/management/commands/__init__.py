"""Commands run by `./run manage`."""
