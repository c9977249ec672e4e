"""Draws an SVG as PNG, in letters that come with Pledgebook, so that it looks the same on every machine."""

from contextlib import ExitStack
from importlib.resources import as_file, files

FONTS = ("Inter-Regular.otf", "Inter-Bold.otf")
ENLARGED = 2.0
"""So many points of the picture for one unit of the drawing: sharp in print too."""


def png_of(svg: str) -> bytes:
    """A drawing as PNG.

    Colours must stand in the drawing itself: variables of a style sheet are not understood.

    Args:
        svg: The drawing, with its width and height in units.
    """
    import resvg_py

    with ExitStack() as held:
        folder = files("pledgebook.publish") / "assets" / "fonts"
        fonts = [str(held.enter_context(as_file(folder / name))) for name in FONTS]
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=ENLARGED,
            skip_system_fonts=True,
            font_files=fonts,
            font_family="Inter",
            serif_family="Inter",
            sans_serif_family="Inter",
        )
    return bytes(drawn)
