"""The history as git clients see it: objects, packs and the smart protocol. Digests and bytes in, bytes out."""
