"""Broken pages whose bytes are no UTF-8: made here, as no such file can be committed."""

_RUSSIAN = """<html lang="ru"><head>{}<title>Прайс-лист студии</title></head><body><h2>Перманентный макияж</h2>
<p>Губы, акварельная техника: 9000 руб.</p><p>Брови, пудровое напыление: 8000 руб.</p>
<p>Запись по телефону, работаем без выходных, для вас в центре города</p></body></html>"""
_FRENCH = """<html><head>{}</head><body><h2>Maquillage permanent</h2><p>Lèvres : 300 €</p><p>Sourcils : 280 €</p>
{}</body></html>"""
_LONGER = "<p>Après le soin, crème à la maison très légère.</p>"
_LONG = "<p>Été comme hiver, à côté du marché, procédé très léger, déjà guéri après dix journées.</p>" * 3
_UTF_8 = '<meta charset="utf-8">'

BODIES = {
    "cp1251 declared utf-8": _RUSSIAN.format(_UTF_8).encode("cp1251"),
    "cp1251 undeclared": _RUSSIAN.format("").encode("cp1251"),
    "cp1252 declared latin-1": _FRENCH.format('<meta charset="iso-8859-1">', "").encode("cp1252"),
    "cp1252 declared nonsense": _FRENCH.format('<meta charset="klingon-7">', _LONGER).encode("cp1252"),
    "utf-16 with its mark": _FRENCH.format("", "").encode("utf-16"),
    "utf-16 declared utf-8": ("\ufeff" + _FRENCH.format(_UTF_8, "")).encode("utf-16-be"),
    "one broken letter": _FRENCH.format(_UTF_8, _LONG).encode() + b"<p>Caf\xe9</p>",
    "cut in a letter": _FRENCH.format(_UTF_8, "é").encode().partition("é".encode())[0] + b"\xc3",
    "cut in a letter, undeclared": "<p>Lèvres pigmentées : 300 €</p><p>Sourcils : 280 €</p><p>é".encode()[:-1],
    "the header of a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n450\n%%EOF",
    "an image": bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"),
    "every byte": bytes(range(256)) * 20,
}
