"""The life of a pledge in words."""

from pledgebook.model import Life, StageAt


def stages_in_words(life: Life | None, arrangement: str) -> list[tuple[str, str]]:
    """The stage that a pledge is in with the reason, then the way there; nothing for one that undertakes nothing.

    >>> from datetime import date
    >>> from pledgebook.model import Stage
    >>> stages_in_words(Life("nor-fund", (StageAt(Stage.DUE, date(2025, 8, 24), "NOR is willing"),)), "mine")
    [('stage', 'due since 2025-08-24 (mine): NOR is willing')]
    """
    if life is None:
        return []
    told = [("stage", f"{_since(life.now)} ({arrangement}): {life.now.because}")]
    if len(life.stages) > 1:
        told.append(("before", " → ".join(map(_since, life.stages[:-1]))))
    return told


def _since(at: StageAt) -> str:
    return f"{at.stage} since {at.since.isoformat()}" if at.since else f"{at.stage}"
