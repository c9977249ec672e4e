"""The wordings of dates, as patterns for the readers of dates.

Names say where a pattern is looked for: ``..._BEFORE`` ends where the found word
begins, ``..._BEHIND`` begins where it ends.
"""

import re

from pledgebook.data.measures import calendar_words
from pledgebook.extract.wording import any_of

WORDS = calendar_words()


def _upper(letter: re.Match[str]) -> str:
    return letter.group().upper()


MONTHS = {**WORDS.months, **WORDS.short_months}

_LONG_MONTH = any_of([*(w.capitalize() for w in WORDS.months), *(w.upper() for w in WORDS.months)])
MONTH = rf"(?:{_LONG_MONTH}|(?:{any_of(w.capitalize() for w in WORDS.short_months)})\b\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:1[0-9]|20)\d\d"
S = r"[ \u00a0\n]"
UNITS = ("minute", "hour", "day", "night", "week", "fortnight", "month", "quarter", "year", "decade")
UNIT = any_of(UNITS)
SEASON = any_of(WORDS.seasons)
DEICTIC = ("today", "tonight", "yesterday", "tomorrow")
DETERMINERS = ("last", "this", "next", "previous", "coming", "following", "same", "that")
HEADS = (
    *(form for month in WORDS.months for form in (month.capitalize(), month.upper())),
    *(month.capitalize() for month in WORDS.short_months),
    *(day.capitalize() for day in WORDS.weekdays),
    *(form for day in WORDS.days for form in (day, day.capitalize(), re.sub(r"\b[a-z](?=\w\w)", _upper, day))),
    *("Q1", "Q2", "Q3", "Q4", "H1", "H2"),
    *(form for word in (*DEICTIC, *DETERMINERS) for form in (word, word.capitalize())),
    *(form for unit in UNITS for form in (unit, f"{unit}s")),
    *WORDS.seasons,
    "weekend",
)
DETERMINED = re.compile(
    rf"\s(?:same\s|very\s)?(?:(?P<count>few{S}|couple{S}of{S}|\w+{S})?"
    rf"(?P<unit>night|morning|afternoon|evening|day|weekend|week|fortnight|month|quarter|year|{any_of(WORDS.seasons)})"
    r"(?P<plural>s?)\b)"
)
DATE_AHEAD = re.compile(rf"(?:\s?,)?\s(?:the\s)?(?:{DAY}(?:st|nd|rd|th)?(?:{S}of)?\s)?{MONTH}(?!\w)")
DAY_BEFORE = re.compile(
    rf"(?:(?P<weekday>{any_of(w.capitalize() for w in WORDS.weekdays)}),?\s)?(?:the\s)?"
    rf"(?<!\d)(?P<day>{DAY})(?:st|nd|rd|th)?"
    rf"(?:{S}of)?{S}\Z"
)
DAYS_BEFORE = re.compile(rf"(?<!\d)(?P<first>{DAY})(?:st|nd|rd|th)?\s?(?:-|–|—|to|and|or|/)\s?\Z")
WEEKDAY_BEFORE = re.compile(rf"(?P<weekday>{any_of(w.capitalize() for w in WORDS.weekdays)}),?{S}\Z")
DAY_BEHIND = re.compile(
    rf"{S}(?:the\s)?(?P<day>{DAY})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d|{S}?(?:million|billion|percent|per\scent))"
)
DAYS_BEHIND = re.compile(rf"\s?(?:-|–|—|to\s|and\s)\s?(?P<last>{DAY})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)")
RANGE_BEHIND = re.compile(
    rf"{S}?(?:-|–|—|to\b|and\b|through\b|until\b|or\b){S}?(?:the{S})?(?:{DAY}(?:st|nd|rd|th)?{S}(?:of{S})?)?(?P<month>{MONTH})"
    rf"(?:{S}{DAY}(?:st|nd|rd|th)?(?!\d))?(?:{S}?,)?{S}(?:of{S})?(?P<year>{YEAR})(?![\d%]|,\d|\.\d)"
)
THE_DAY_BEFORE = re.compile(
    rf"(?<!\w)(?P<lead>(?:late|early|later|earlier){S}in|(?:start|beginning|middle|end|close|rest|course){S}of|end(?:s|ed|ing)?|finish(?:es|ed|ing)?|"
    rf"clos(?:es?|ed|ing)|start(?:s|ed|ing)?|beg[aiu]n(?:ning|s)?|open(?:s|ed|ing)?){S}the{S}\Z",
    re.IGNORECASE,
)
THE_DAY_OF = re.compile(rf"{S}(?:of|that|when|before)\b|-")
THE_DAY_IT = re.compile(rf"{S}(?:after|it|he|she|they|we|the)\b")
NAMED_DAY = re.compile(rf"\b(?:Black|Bloody|Good|Ash|Palm|Maundy|Holy|Easter|Whit|Super|Cyber|Fat|Shrove){S}\Z")
A_YEAR_BACK = re.compile(
    rf"{S}(?:of{S})?(?:a{S}year{S}(?:ago|earlier|before)|last{S}year|(?:of{S})?the{S}(?:previous|preceding){S}year)\b"
)
BEFORE_OUR_ERA = re.compile(rf"{S}\d{{1,4}}{S}BCE?\b")
YEARS_JOINT = re.compile(r"[-–—](?:(?:1\d|20)?\d\d)(?![\d-])")
NUMBER_OF_THINGS = re.compile(
    rf"{S}(?!was\b|is\b|as\b|has\b|this\b|campaigns?\b|his\b|its\b)[a-z]+s\b|{S}(?:men|people)\b"
)
YEAR_BEHIND = re.compile(rf"(?:{S}?,)?{S}(?:of{S})?(?P<year>{YEAR})(?![\d%]|,\d|\.\d)")
WHICH_YEAR = re.compile(
    rf",?{S}(?:of{S})?(?P<which>last|this|next|the\sprevious|the\ssame|that|the\sfollowing){S}year\b"
)
LATER_YEAR = re.compile(rf",?{S}(?:a{S}year{S}(?P<ago>ago|later|earlier))\b")
PART_OF_DAY = re.compile(rf"{S}(?:night|morning|evening|afternoon)\b")
LOCAL_TIME = re.compile(rf"{S}\(local{S}time\)")
WEEK_BEHIND = re.compile(rf"{S}(?:of{S})?(?P<which>last|this|next){S}week\b|{S}(?P<ago>a{S}week{S}ago)\b")
WHICH_BEFORE = re.compile(
    rf"(?<!\w)(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he\s(?:previous|past|coming|following)|[Tt]he\ssame)(?:{S}(?P<year>year)(?:'s|’s))?{S}\Z"
)
YEARS_BEFORE = re.compile(rf"(?<!\w)(?P<which>[Ll]ast|[Tt]his|[Nn]ext){S}year(?:'s|’s){S}\Z")
EDGE_BEFORE = re.compile(
    rf"(?<!\w)(?:the{S})?(?:very{S})?(?P<edge>{any_of(WORDS.edges)})(?:{S}|-)(?:the{S})?(?:month{S}of{S})?\Z",
    re.IGNORECASE,
)
QUARTER_BEFORE = re.compile(
    rf"(?<!\w)(?:the{S})?(?P<which>first|second|third|fourth|last){S}(?P<unit>quarter|half)(?:{S}of)?{S}(?:the{S})?\Z",
    re.IGNORECASE,
)
ROLE_BEFORE = re.compile(
    rf"(?<!\w)(?P<role>{any_of(WORDS.roles)}){S}(?:(?:the|at\sleast|about|around|mid){S})?\Z", re.IGNORECASE
)
EARLIER_BEFORE = re.compile(
    rf"(?<!\w)(?P<which>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate|[Mm]id)(?:{S}in)?(?:{S}|-)(?:the{S})?\Z"
)
END_BEFORE = re.compile(
    rf"(?<!\w)(?:the{S})?(?P<edge>{any_of(WORDS.edges)}){S}(?:the|this)(?:{S}(?:current|calendar))?{S}\Z",
    re.IGNORECASE,
)
BEFORE_THE = re.compile(rf"(?<!\w)(?:before|until|till){S}the{S}\Z", re.IGNORECASE)
IS_OUT = re.compile(rf"{S}(?:is|was|be){S}(?:out|over|up|done)\b|'s{S}end\b|’s{S}end\b|-end\b|{S}ends?\b")
AGO = re.compile(
    rf"{S}(?P<which>ago|earlier|before|previously|later|after|afterwards|from{S}now|hence)\b(?P<of>{S}\w)?"
)
TIME_BEHIND = re.compile(r"(?:'|’)s?\stime\b|(?:'|’)\stime\b")
AHEAD_BEFORE = re.compile(
    rf"(?<!\w)(?P<how>within|inside{S}of|in{S}(?:the{S})?(?:next|coming|following)|over{S}the{S}(?:next|coming)|for{S}the{S}next|in{S}under|in{S}less{S}than|in|for|over|after|every|each|per)"
    rf"{S}(?:(?:about|around|some|roughly|at{S}most|the|another|a{S}further|up{S}to|at{S}least|the{S}(?:next|coming|following)){S})*\Z",
    re.IGNORECASE,
)
VAGUE_BEFORE = re.compile(
    rf"(?<!\w)(?P<how>in|within|over|during|for){S}(?:the{S})?(?P<which>coming|next|following)(?:{S}(?:few|several|couple{S}of))?{S}\Z",
    re.IGNORECASE,
)
A_FEW_BEFORE = re.compile(rf"(?<!\w)(?:a{S}few|several|a{S}couple{S}of|some){S}\Z", re.IGNORECASE)
A_BEFORE = re.compile(rf"(?<!\w)(?:an?|the){S}\Z", re.IGNORECASE)
DAY_AFTER = re.compile(
    rf"(?<!\w)(?:the|on{S}the)?{S}?(?P<which>next|following|previous|same|very{S}same){S}\Z", re.IGNORECASE
)
MONTH_LEAD = re.compile(
    r"(?<!\w)(?:in|by|until|till|since|from|last|this|next|of|early|late|mid|before|after|during|through|and|to|the|"
    r"between|for|every|a)[ \n-]\Z",
    re.IGNORECASE,
)
IN_TIME = frozenset(
    [
        "in",
        "of",
        "since",
        "by",
        "from",
        "until",
        "till",
        "before",
        "after",
        "during",
        "early",
        "late",
        "mid",
        "through",
        "and",
        "to",
        "between",
        "or",
        "throughout",
        "spring",
        "summer",
        "autumn",
        "winter",
        "fall",
        "end",
        "year",
        "years",
        "as",
        "around",
        "for",
        "about",
        "already",
        "back",
        "over",
        "into",
        "beyond",
        "circa",
        "election",
        "fiscal",
        "financial",
        "ending",
        "the",
    ]
)
WORD_BEFORE = re.compile(r"(?P<word>[\w'’]+)[ \u00a0\n]\Z")
AFTER_BE = re.compile(rf"(?:\bbe|\bbeen|\bbeing){S}(?:\w+ly{S})?\Z", re.IGNORECASE)
QUARTER_ALONE = re.compile(rf"(?<!\w)(?:the{S})?(?P<which>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[ \u00a0\n-]\Z")
QUARTER_OF = re.compile(
    rf"{S}(?:of{S})?(?:the{S})?(?:{YEAR}|last|this|next|fiscal|financial|year)\b|{S}of\b|{S}?-?century\b"
)
VERB_NEXT = re.compile(rf"{S}(?!(?:the|an?|its|his|her|their|our|this|that|these|those|each|all|both|any)\b)[a-z]")
TENSE = re.compile(rf"\b(?:(?P<cue>{any_of(WORDS.tense)})|(?P<did>\w{{3,}}ed))(?!\w)", re.IGNORECASE)
OPEN_BRACKET = re.compile(r"\([^()]*\Z")
STOP = re.compile(r"[.!?;:]\s|\n\n")
