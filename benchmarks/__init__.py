"""How fast coptui is where it is used: beside its peers, over slow lines, at a hundred thousand people."""
