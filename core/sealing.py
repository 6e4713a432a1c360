"""Sealed messages, shared secrets and shuffles: cryptography without a word of the trade.

A message is sealed to a public key (X25519, libsodium's sealed box). The secret of that key is
split so that any two of three shares restore it (Shamir over GF(256)) and one alone says
nothing. What a person keeps is locked under a passphrase (argon2id, then XSalsa20-Poly1305).
Keys and shares are bytes, or urlsafe text where they are to be stored.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import reduce
from typing import TypeVar

from nacl import exceptions, pwhash
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

KEY_BYTES = 32
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nobody mistakes 0 for O or 1 for I
_FIELD = 0x11B  # x^8 + x^4 + x^3 + x + 1, the polynomial of AES
_OPS, _MEMORY = pwhash.argon2id.OPSLIMIT_MODERATE, pwhash.argon2id.MEMLIMIT_INTERACTIVE
_SALT = pwhash.argon2id.SALTBYTES
_T = TypeVar("_T")


class CannotOpen(ValueError):
    """Wrong passphrase, wrong key, or a box that was tampered with."""


# --- sealing to a public key ---


def new_keys() -> tuple[bytes, bytes]:
    """Return a fresh public key and its secret."""
    secret = PrivateKey.generate()
    return bytes(secret.public_key), bytes(secret)


def seal(message: bytes, public: bytes) -> bytes:
    """Seal a message so that only the holder of the secret can read it.

    Sealing the same message twice gives two boxes that nobody can tell belong together.
    """
    return SealedBox(PublicKey(public)).encrypt(message)


def unseal(box: bytes, secret: bytes) -> bytes:
    """Return the message of a box, or raise CannotOpen."""
    try:
        return SealedBox(PrivateKey(secret)).decrypt(box)
    except (exceptions.CryptoError, exceptions.ValueError, exceptions.TypeError) as error:
        raise CannotOpen from error


def padded(message: bytes, size: int) -> bytes:
    """Return the message at a fixed size, so that boxes do not tell by their length."""
    if len(message) >= size:
        raise ValueError("The message does not fit.")
    return message + b"\x80" + bytes(size - len(message) - 1)


def unpadded(message: bytes) -> bytes:
    body, mark, rest = message.rpartition(b"\x80")
    if not mark or rest.strip(b"\x00"):
        raise CannotOpen
    return body


# --- a secret shared among people ---


def split(secret: bytes, *, shares: int = 3, needed: int = 2) -> list[bytes]:
    """Return shares of a secret: any ``needed`` of them restore it, fewer say nothing at all."""
    if not 1 < needed <= shares < 256:
        raise ValueError("At least two, and not more than there are.")
    rows = [bytearray([x]) for x in range(1, shares + 1)]
    for byte in secret:
        polynomial = [byte, *secrets.token_bytes(needed - 1)]
        for row in rows:
            row.append(_at(polynomial, row[0]))
    return [bytes(row) for row in rows]


def join(shares: Sequence[bytes]) -> bytes:
    """Return the secret that different shares of it restore; too few give noise, not an error."""
    places = [share[0] for share in shares]
    if len(set(places)) != len(places) or len({len(share) for share in shares}) != 1:
        raise ValueError("Shares of one secret, each once.")
    weights = [_weight(place, places) for place in places]
    return bytes(
        reduce(lambda total, pair: total ^ _times(*pair), zip(weights, column, strict=True), 0)
        for column in zip(*(share[1:] for share in shares), strict=True)
    )


def _at(polynomial: list[int], x: int) -> int:
    """Return the polynomial's value at x (coefficients from the constant up)."""
    return reduce(lambda total, factor: _times(total, x) ^ factor, reversed(polynomial), 0)


def _weight(place: int, places: list[int]) -> int:
    """Return the Lagrange weight of a share at x = 0."""
    others = [other for other in places if other != place]
    return reduce(lambda total, other: _times(total, _over(other, other ^ place)), others, 1)


def _times(left: int, right: int) -> int:
    product = 0
    for _ in range(8):
        product ^= left * (right & 1)
        right >>= 1
        left = (left << 1) ^ (_FIELD * (left >> 7))
    return product


def _over(left: int, right: int) -> int:
    """Return left / right: the inverse is the 254th power, for there are 255 units."""
    return _times(left, reduce(lambda total, _: _times(total, right), range(254), 1))


# --- locking under a passphrase ---


def lock(content: bytes, passphrase: str) -> str:
    """Return the content locked under a passphrase, as text to be stored."""
    salt = random_bytes(_SALT)
    box = SecretBox(_stretched(passphrase, salt, _OPS, _MEMORY)).encrypt(content)
    return "$".join(["argon2id", str(_OPS), str(_MEMORY), as_text(salt + bytes(box))])


def unlock(locked: str, passphrase: str) -> bytes:
    """Return the locked content, or raise CannotOpen when the passphrase is wrong."""
    _, ops, memory, text = locked.split("$")
    stored = as_bytes(text)
    key = _stretched(passphrase, stored[:_SALT], int(ops), int(memory))
    try:
        return SecretBox(key).decrypt(stored[_SALT:])
    except exceptions.CryptoError as error:
        raise CannotOpen from error


def _stretched(passphrase: str, salt: bytes, ops: int, memory: int) -> bytes:
    return pwhash.argon2id.kdf(KEY_BYTES, passphrase.encode(), salt, opslimit=ops, memlimit=memory)


# --- chance ---


def shuffled(items: Sequence[_T]) -> list[_T]:
    """Return the items in an order drawn from the system's source of chance."""
    drawn = list(items)
    secrets.SystemRandom().shuffle(drawn)
    return drawn


def code() -> str:
    """Return a short random code that people can read out: two groups of four signs, 40 bits."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


# --- text ---


def as_text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode("ascii")


def as_bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii"))
