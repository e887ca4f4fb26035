"""Our own icons: strokes on a field of 20 by 20 units, in the colour of the text beside them."""

from functools import cache, lru_cache
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from keukentafel.web.design.markup import Markup

ICONS: Final[dict[str, str]] = {
    "klok": '<circle cx="10" cy="10" r="7.2"/><path d="M10 5.8V10l2.8 1.9"/>',
    "vink": '<path d="m4 10.6 3.9 3.9L16 6"/>',
    "kruis": '<path d="m5 5 10 10M15 5 5 15"/>',
    "let-op": '<path d="M10 3.2 17.8 17H2.2z"/><path d="M10 8.2v3.9M10 14.4v.1"/>',
    "weet": '<circle cx="10" cy="10" r="7.2"/><path d="M10 9.2v4.6M10 6.3v.1"/>',
    "vraag": (
        '<circle cx="10" cy="10" r="7.2"/><path d="M7.8 7.9C8 6.6 9 6 10.1'
        ' 6c1.3 0 2.2.8 2.2 1.9 0 1.7-2.2 1.8-2.2 3.5M10.1 14v.1"/>'
    ),
    "bel": (
        '<path d="M4.2 3h2.6l1.6 3.9-1.9 1.5a10 10 0 0 0 5.1 5.1l1.5-1.9L17 13.2v2.6c0'
        ' 1-.7 1.7-1.7 1.7C8.6 17.1 2.9 11.4 2.5 4.7 2.5 3.7 3.2 3 4.2 3z"/>'
    ),
    "praat": '<path d="M3 4.2h14v9H9.3l-4 3.3v-3.3H3z"/>',
    "huis": '<path d="m2.8 9.6 7.2-6.4 7.2 6.4M5 8.2V17h10V8.2"/><path d="M8.4 17v-4.8h3.2V17"/>',
    "mens": '<circle cx="10" cy="6.2" r="3"/><path d="M4 17c.2-3.6 2.6-5.8 6-5.8s5.8 2.2 6 5.8"/>',
    "mensen": (
        '<circle cx="7" cy="7" r="2.7"/><path d="M2 16.2c.2-3 2.2-5 5-5s4.8 2 5 5"/>'
        '<path d="M13 4.5a2.7 2.7 0 0 1 0 5.1M14.8 11.7c2 .6 3 2.3 3.2 4.5"/>'
    ),
    "zoek": '<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 3.8 3.8"/>',
    "slot": '<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V6.4a3 3 0 0 1 6 0V9"/>',
    "open": '<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V5.9a3 3 0 0 1 5.8-1"/>',
    "oog": (
        '<path d="M1.8 10C3.8 6.6 6.6 5 10 5s6.2 1.6 8.2 5c-2 3.4-4.8 5-8.2 5s-6.2-1.6-8.2-5z"/>'
        '<circle cx="10" cy="10" r="2.3"/>'
    ),
    "potlood": '<path d="m4 16 .8-3.6 8.2-8.2 2.8 2.8-8.2 8.2z"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "min": '<path d="M4 10h12"/>',
    "euro": '<path d="M15 5.4a5.6 5.6 0 1 0 0 9.2M3 8.7h8M3 11.5h7"/>',
    "dag": '<rect x="3" y="4.5" width="14" height="12.5" rx="1.5"/><path d="M3 8.5h14M7 2.5V6M13 2.5V6"/>',
    "blad": '<path d="M5 2.5h7L15.5 6v11.5H5z"/><path d="M11.8 2.7v3.6h3.6M7.5 10h5M7.5 13h5"/>',
    "bladen": '<path d="M7 5h6l3 3v9.5H7z"/><path d="M4 14.5v-12h7"/>',
    "plek": (
        '<path d="M10 17.5c3.6-4 5.5-6.6 5.5-9.1a5.5 5.5 0 0 0-11 0c0 2.5 1.9 5.1 5.5 9.1z"/>'
        '<circle cx="10" cy="8.3" r="1.9"/>'
    ),
    "vlag": '<path d="M5 17.5V3h9.2l-2.1 3.5 2.1 3.5H5"/>',
    "brief": '<rect x="2.5" y="4.5" width="15" height="11" rx="1"/><path d="m3 5.6 7 5.4 7-5.4"/>',
    "pijl": '<path d="M4 10h12M11 5l5 5-5 5"/>',
    "terug": '<path d="M16 10H4M9 5l-5 5 5 5"/>',
    "op": '<path d="m3 14 5-5 3 3 6-7M12.5 5H17v4.5"/>',
    "neer": '<path d="m3 6 5 5 3-3 6 7M12.5 15H17v-4.5"/>',
    "hart": (
        '<path d="M10 16.5C4.2 12.6 2.5 9.7 3.2 7 4 4.2 7.9 3.6'
        ' 10 6.9c2.1-3.3 6-2.7 6.8.1.7 2.7-1 5.6-6.8 9.5z"/>'
    ),
    "hoofd": (
        '<path d="M8 17.5V15H6.2c-1.1 0-1.7-.5-1.7-1.6v-2.2L3 10.7l1.5-2.6c0-3.1 2.3-5.6'
        ' 5.8-5.6s5.9 2.5 5.9 5.7c0 2-.9 3.3-1.9 4.3-.6.6-.8 1.1-.8 2v3"/>'
    ),
    "zon": (
        '<circle cx="10" cy="10" r="3.4"/><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.3'
        ' 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4"/>'
    ),
    "sleutel": (
        '<path d="M12.6 3.5a4 4 0 0 0-3.9 5.3L3 14.5 5.5 17l5.7-5.7a4 4 0 0 0 5.3-3.8L14 9l-2.6-.5L11 6z"/>'
    ),
    "deel": (
        '<circle cx="5" cy="10" r="2.2"/><circle cx="15" cy="5" r="2.2"/>'
        '<circle cx="15" cy="15" r="2.2"/><path d="m7 9 6-3M7 11l6 3"/>'
    ),
    "schild": '<path d="M10 2.5 16.5 5v4.5c0 4-2.7 6.7-6.5 8-3.8-1.3-6.5-4-6.5-8V5z"/>',
    "stuur": '<path d="M3 10 17 3.5l-4.5 14L10 11.5z"/>',
    "blad-in": '<path d="M10 3v9M6 8.5l4 4 4-4M3.5 13.5V17h13v-3.5"/>',
    "blad-uit": '<path d="M10 12V3M6 6.5l4-4 4 4M3.5 13.5V17h13v-3.5"/>',
    "grafiek": '<path d="M3 3v14h14"/><path d="M7 14v-3M11 14V7M15 14V9.5"/>',
    "geen-lijn": (
        '<path d="M2.5 7.5a11 11 0 0 1 15 0M5.2 10.6a7 7 0 0 1'
        ' 9.6 0M8 13.6a3 3 0 0 1 4 0M10 16.5v.1M4 3l12 14"/>'
    ),
    "print": '<path d="M6 7V2.8h8V7M6 14H3V7h14v7h-3"/><path d="M6 11.5h8v5.7H6z"/>',
}


@lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon: an image with the name `label`, or without one decoration beside a word. Raises KeyError for unknown names."""
    paths = Markup(ICONS[name])
    if label:
        return format_html(
            '<svg class="kt-i" viewBox="0 0 20 20" role="img" aria-label="{}">{}</svg>', label, paths
        )
    return format_html('<svg class="kt-i" viewBox="0 0 20 20" aria-hidden="true">{}</svg>', paths)


@cache
def logo() -> SafeString:
    """Draw the staircase of the house, as decoration beside the name."""
    steps = ((2, 20, 8, 1), (9.5, 15, 13, 2), (17, 10, 18, 3), (24.5, 5, 23, 4))
    bars = "".join(
        f'<rect x="{x}" y="{y}" width="5.5" height="{h}" rx="1" class="t{t}f"/>' for x, y, h, t in steps
    )
    return format_html('<svg viewBox="0 0 32 32" aria-hidden="true">{}</svg>', Markup(bars))
