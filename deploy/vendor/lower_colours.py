"""Rewrite the colour functions of a stylesheet for browsers that do not know them (Chrome and Edge 109).

    python lower_colours.py tabler.css tokens.css > lowered.css

``light-dark()``, ``oklch()`` and ``color-mix()`` are worked out with the values that the variables
have in each theme, our own tokens winning. Where the two themes differ, both values are written and
a pair of switches chooses: an empty variable lets its neighbour's fallback show.
"""

import re
import sys
from collections.abc import Iterator
from math import cbrt, cos, prod, radians, sin
from pathlib import Path
from urllib.parse import unquote

NAMES = ("color-mix", "light-dark", "oklch", "oklab")
START = re.compile(r"(?<![\w-])(" + "|".join(NAMES) + r")\(")
SWITCHES = (
    ":root,[data-bs-theme=light]{--when-light:initial;--when-dark: }"
    "[data-bs-theme=dark]{--when-light: ;--when-dark:initial}\n"
)
PART = re.compile(r"[\d.]+%?")
IN_PICTURE = re.compile(r"oklch%28(.*?)%29")
KEYWORDS = {"transparent": (0.0, 0.0, 0.0, 0.0), "white": (1.0, 1.0, 1.0, 1.0), "black": (0.0, 0.0, 0.0, 1.0)}
Rgba = tuple[float, float, float, float]
Table = dict[str, str]


# --- colour arithmetic ---


def to_oklab(colour: Rgba) -> tuple[float, float, float]:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3])
    long = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    mid = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short,
    )


def from_oklab(light: float, a: float, b: float, alpha: float) -> Rgba:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )
    rgb = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear)
    red, green, blue = (min(max(c, 0.0), 1.0) for c in rgb)
    return red, green, blue, alpha


def mix(one: Rgba, share: float, two: Rgba) -> Rgba:
    """Mix in oklab, alpha premultiplied, as color-mix() does."""
    alpha = one[3] * share + two[3] * (1 - share)
    if not alpha:
        return KEYWORDS["transparent"]
    pairs = zip(to_oklab(one), to_oklab(two), strict=True)
    light, a, b = ((x * one[3] * share + y * two[3] * (1 - share)) / alpha for x, y in pairs)
    return from_oklab(light, a, b, alpha)


def written(colour: Rgba) -> str:
    digits = "".join(f"{round(255 * part):02x}" for part in colour)
    return "#" + (digits[:6] if digits.endswith("ff") else digits)


# --- reading css ---


def arguments(text: str) -> list[str]:
    """Split at the commas that are not inside brackets."""
    depth, parts = 0, [""]
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def closing(text: str, start: int) -> int:
    """Return where the bracket opened just before ``start`` closes."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place
    raise ValueError(f"No closing bracket after {text[start : start + 60]}")


def rules(css: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        yield found[1].strip(), found[2]


def declared(body: str) -> Table:
    pairs = (line.split(":", 1) for line in re.split(r";(?![^(]*\))", body) if line.strip().startswith("--"))
    return {name.strip(): value.strip() for name, value in pairs}


def themes(css: str) -> tuple[Table, Table, Table]:
    """Return the variables of the light theme, of the dark one, and the first meaning of local ones."""
    light: Table = {}
    dark: Table = {}
    local: Table = {}
    for selector, body in rules(css):
        parts = {part.strip().replace('"', "").replace("'", "") for part in selector.split(",")}
        found = declared(body)
        if parts & {":root", ":host", "[data-bs-theme=light]", "[data-bs-theme]"}:
            light |= found
        if parts & {"[data-bs-theme=dark]", "[data-bs-theme]", "body[data-bs-theme=dark]"}:
            dark |= found
        for name, value in found.items():
            local.setdefault(name, value)
    return light, {**light, **dark}, local


# --- working values out ---


class Theme:
    def __init__(self, dark: bool, ours: Table, known: Table, local: Table):
        self.dark, self.ours, self.known, self.local = dark, ours, known, local

    def colour(self, text: str, own: Table, depth: int = 0) -> Rgba | None:
        """Return the colour that ``text`` means in this theme, None when only the page can tell."""
        text = text.strip()
        if depth > 12 or not text:
            return None
        if text in KEYWORDS:
            return KEYWORDS[text]
        if re.fullmatch(r"#[0-9a-fA-F]{3,8}", text):
            return _hex(text)
        call = re.fullmatch(r"([\w-]+)\((.*)\)", text, re.S)
        reader = getattr(self, "_" + call[1].replace("-", "_"), None) if call else None
        return reader(call[2], own, depth + 1) if call and reader else None

    def _var(self, inside: str, own: Table, depth: int) -> Rgba | None:
        name, *fallback = arguments(inside)
        for table in (self.ours, own, self.known, self.local):
            if name in table and f"var({name})" not in table[name]:
                return self.colour(table[name], own, depth)
        return self.colour(fallback[0], own, depth) if fallback else None

    def _light_dark(self, inside: str, own: Table, depth: int) -> Rgba | None:
        return self.colour(arguments(inside)[self.dark], own, depth)

    def _oklch(self, inside: str, own: Table, depth: int) -> Rgba | None:
        if inside.startswith("from "):
            base, light, chroma, hue = re.fullmatch(
                r"from (var\([^)]*\)) (calc\(.*?\)|\S+) (\S+) (\S+)", inside
            ).groups()
            colour = self.colour(base, own, depth)
            shift = float(re.sub(r"[^-.\d]", "", light.replace("calc(l", "")) or 0)
            return None if colour is None else from_oklab(to_oklab(colour)[0] + shift, *to_oklab(colour)[1:], colour[3])
        light, chroma, hue = re.sub(r"/.*", "", inside).split()[:3]
        angle = radians(float(hue.removesuffix("deg").replace("none", "0")))
        return from_oklab(_number(light), float(chroma) * cos(angle), float(chroma) * sin(angle), 1.0)

    def _color_mix(self, inside: str, own: Table, depth: int) -> Rgba | None:
        _, first, second = arguments(inside)
        (one, left), (two, right) = self.part(first, own), self.part(second, own)
        share = left if left is not None else 1 - right if right is not None else 0.5
        colours = self.colour(one, own, depth), self.colour(two, own, depth)
        return None if None in colours else mix(colours[0], share, colours[1])

    def _rgb(self, inside: str, own: Table, depth: int) -> Rgba | None:
        numbers = PART.findall(inside) if "var(" not in inside else []
        if len(numbers) < 3:
            return None
        red, green, blue = (float(number) / 255 for number in numbers[:3])
        return red, green, blue, _number(numbers[3]) if len(numbers) > 3 else 1.0

    _rgba = _rgb

    def part(self, text: str, own: Table) -> tuple[str, float | None]:
        """Split one side of a mix into its colour and its share between 0 and 1."""
        found = re.fullmatch(r"(.*?)\s+([\d.]+%|calc\(.*\))", text, re.S)
        if not found:
            return text, None
        amount = found[2]
        while inner := re.search(r"var\((--[\w-]+)(?:,\s*([^()]+))?\)", amount):
            value = own.get(inner[1]) or self.known.get(inner[1]) or self.local.get(inner[1]) or inner[2] or "1"
            value = inner[2] if inner[2] and "opacity" in inner[1] else value
            amount = amount.replace(inner[0], value)
        return found[1], prod(_number(text) for text in PART.findall(amount))


def _number(text: str) -> float:
    return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def _hex(text: str) -> Rgba:
    digits = text[1:]
    digits = "".join(sign * 2 for sign in digits) if len(digits) < 5 else digits
    red, green, blue, alpha = (int(digits[i : i + 2] or "ff", 16) / 255 for i in (0, 2, 4, 6))
    return red, green, blue, alpha


class Lowering:
    def __init__(self, css: str, tokens: str):
        light, dark, local = themes(css + tokens)
        ours = [
            {name: table[name] for name in part} for part, table in zip(themes(tokens)[:2], (light, dark), strict=True)
        ]
        self.light, self.dark = Theme(False, ours[0], light, local), Theme(True, ours[1], dark, local)
        self.guessed: list[str] = []

    def sheet(self, css: str) -> str:
        css = IN_PICTURE.sub(self.picture, re.sub(r"/\*.*?\*/", "", css, flags=re.S))
        return SWITCHES + re.sub(r"\{([^{}]*)\}", lambda found: "{" + self.body(found[1]) + "}", css)

    def picture(self, found: re.Match[str]) -> str:
        """Return the colour of a stroke inside a picture that is written into the stylesheet."""
        return written(self.light.colour(f"oklch({unquote(found[1])})", {})).replace("#", "%23")

    def body(self, body: str) -> str:
        return self.value(body, declared(body)) if START.search(body) else body

    def value(self, text: str, own: Table, *, only: Theme | None = None) -> str:
        """Return the text with its colour functions worked out, for one theme or for both."""
        while found := START.search(text):
            end = closing(text, found.end())
            text = text[: found.start()] + self.call(found[1], text[found.end() : end], own, only) + text[end + 1 :]
        return text

    def call(self, name: str, inside: str, own: Table, only: Theme | None) -> str:
        whole = f"{name}({inside})"
        if name == "light-dark":
            light, dark = arguments(inside)
            if only:
                return self.value(dark if only.dark else light, own, only=only)
            light, dark = self.value(light, own, only=self.light), self.value(dark, own, only=self.dark)
            return f"var(--when-light,{light})var(--when-dark,{dark})"
        if name == "color-mix" and self.light.part(arguments(inside)[1], own)[1] == 1:
            return self.value(self.light.part(arguments(inside)[1], own)[0], own, only=only)
        light, dark = ((only or theme).colour(whole, own) for theme in (self.light, self.dark))
        if light is None or dark is None:
            self.guessed.append(whole)
            sides = [self.light.part(side, own)[0] for side in arguments(inside)[1:]]
            return self.value(next(side for side in sides if side != "transparent"), own, only=only)
        if written(light) == written(dark):
            return written(light)
        return f"var(--when-light,{written(light)})var(--when-dark,{written(dark)})"


def main() -> None:
    css, tokens = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
    lowering = Lowering(css, tokens)
    sys.stdout.write(lowering.sheet(css))
    for text in sorted(set(lowering.guessed)):
        sys.stderr.write(f"first colour taken: {' '.join(text.split())}\n")


if __name__ == "__main__":
    main()
