"""What people write, as what is to be made."""

from generation.language.understanding import Understood, understand

__all__ = ["Understood", "understand"]
