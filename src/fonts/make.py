#!/usr/bin/env python3
"""Makes the two fonts beside this file from Noto Sans CJK 2.004 (Debian's `fonts-noto-cjk`, licence in OFL.txt).

    pip install fonttools && python3 make.py [FOLDER OF NotoSansCJK-*.ttc]

Both speak the Simplified Chinese forms. The regular one has every ideograph of Unicode's basic block and extensions
that Noto has, so that no place name lacks a character; the bold one, for titles, has those of GBK: what it lacks is
drawn from the regular one. Hints, vertical metrics and the forms of other languages are left out.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SIMPLIFIED_CHINESE = 2  # The place of the face in the collection.

# Latin, Greek, Cyrillic, punctuation, units, arrows, mathematics, enclosed numbers, shapes, full-width forms.
OTHERS = [
    (0x20, 0x17F), (0x370, 0x45F), (0x1E00, 0x1EFF), (0x2000, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x22FF),
    (0x2460, 0x24FF), (0x2500, 0x26FF), (0x3000, 0x30FF), (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
]
IDEOGRAPHS = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]


def gbk():
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                yield ord(bytes([lead, trail]).decode("gbk"))
            except (UnicodeDecodeError, TypeError):
                pass


def of(ranges):
    return {code for first, last in ranges for code in range(first, last + 1)}


def with_numbered_glyphs(font):
    """The font with its glyphs numbered without gaps: programs run through all ranges of numbers each time they open the
    font, which is for each line of text."""
    file = BytesIO()
    font.save(file)
    font = TTFont(file, recalcTimestamp=False)
    top = font["CFF "].cff.topDictIndex[0]
    strings = top.CharStrings.charStrings
    names = [".notdef"] + [f"cid{number:05}" for number in range(1, len(top.charset))]
    top.CharStrings.charStrings = {new: strings[old] for old, new in zip(top.charset, names)}
    top.charset = names
    font.setGlyphOrder(names)
    return font


def make(folder, weight, characters):
    font = TTFont(folder / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font = with_numbered_glyphs(font)
    path = HERE / f"NotoSansCJKsc-{weight}.otf"
    font.save(path)
    print(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size / 1e6:.1f} MB")


folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/noto")
make(folder, "Regular", of(OTHERS) | of(IDEOGRAPHS))
make(folder, "Bold", of(OTHERS) | set(gbk()))
