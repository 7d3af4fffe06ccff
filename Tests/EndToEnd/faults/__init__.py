"""Random scripts over a network that fails, with kills of either side; in the end everything has to agree."""
