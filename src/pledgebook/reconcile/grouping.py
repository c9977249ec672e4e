"""Groups that grow together as links between their members are found."""

from collections.abc import Iterable


class Groups:
    """Members in groups, each led by its first member in order.

    Example:
        >>> groups = Groups(["a", "b", "c"])
        >>> groups.join("c", "b"), groups.join("b", "c")
        (True, False)
        >>> groups.lead("c"), groups.lead("a")
        ('b', 'a')
    """

    def __init__(self, members: Iterable[str]) -> None:
        """Put each member into a group of its own."""
        self._leader = {member: member for member in members}

    def lead(self, member: str) -> str:
        """The first member, in order, of a member's group."""
        leader = self._leader
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    def join(self, one: str, other: str) -> bool:
        """Make the groups of two members one; False where they are that already."""
        first, second = sorted((self.lead(one), self.lead(other)))
        self._leader[second] = first
        return first != second
