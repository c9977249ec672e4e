"""Who else has a part in a claim, as the encoder sees it."""

from dataclasses import dataclass

_UNSEEN = -4.0
"""For who is not named where the claim stands."""


@dataclass(frozen=True, slots=True)
class Roles:
    """How likely others have a part in one claim, as logarithms of odds.

    Attributes:
        of: For each code asked about, but the claim's own, that it is target, addressee, partner.
        nobody: That there is no target.
        elsewhere: That the target is none of them.
    """

    of: dict[str, tuple[float, float, float]]
    nobody: float
    elsewhere: float

    def leaning(self, code: str, part: int) -> float:
        """How likely an actor has a part in the claim: 0 target, 1 addressee, 2 partner; one that was not asked about may be the target.

        >>> Roles({"UKR": (2.0, -3.0, -4.0)}, -1.0, -2.0).leaning("UKR", 0)
        2.0
        """
        known = self.of.get(code)
        if known is not None:
            return known[part]
        return self.elsewhere if not part else _UNSEEN
