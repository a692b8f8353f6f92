"""The parts of the sample data; `content/data/generate.py` is the command that writes them."""
