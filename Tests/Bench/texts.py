"""Texts in Ukrainian, Russian and Latin letters, the same in each run, with a natural frequency of words."""

import random

SEED = 20260312

UKRAINIAN = """
    і не на що до за водій клієнт дзвінок тариф оплата заявка не надходять після оновлення програма диспетчер екран
    зникла адреса поїздка скасування звіт лютий термінал зв’язок їде ґудзик об’їзд п’ять раз перевірте будь ласка
""".split()
RUSSIAN = """
    и не на что за до водитель клиент звонок тариф оплата заявка не приходят после обновления программа диспетчер экран
    пропал адрес поездка отмена отчёт февраль терминал связь едет кнопка объезд пять раз проверьте пожалуйста ещё
""".split()
LATIN = """
    the to and of is in driver caller router voicemail invoice tariff payment update dispatcher screen missing address
    trip cancelled report February terminal link button detour please check again SIP GPS Android naïve Müller
""".split()
SYLLABLES = {
    "uk": "ба ві га де жи зо їв ка лі мо ну пе ро сі ту хо ця чи ше щу".split(),
    "ru": "ба вы га де жи зо эл ка ли мо ну пе ро сы ту хо ця чу ше щу".split(),
    "en": "ba vi ga de jo zo el ka li mo nu pe ro si tu ho qua chi she wu".split(),
}
PEOPLE = ["Олена Коваль", "Ірина Мельник", "Сергей Ёлкин", "Анна Щукина", "Peter Müller", "Zoë Brown",
          "Тарас Ґудзь", "Дарина П’ятак", "Oleh Bondar", "Юлия Зайцева"]


class Texts:
    """Sentences drawn from a fixed seed."""

    def __init__(self):
        self._random = random.Random(SEED)
        self._sentences = {
            language: self._make_sentences(common, SYLLABLES[language])
            for language, common in (("uk", UKRAINIAN), ("ru", RUSSIAN), ("en", LATIN))
        }

    def _make_sentences(self, common: list[str], syllables: list[str], count: int = 20_000) -> list[str]:
        draw = self._random
        rare = ["".join(draw.choices(syllables, k=draw.randint(2, 4))) for _ in range(4000)]
        words = common + rare
        # Zipf's law: a word's frequency falls with its rank.
        weights = [1 / (rank + 5) for rank in range(len(words))]
        pool = iter(draw.choices(words, weights, k=count * 12))
        return [
            " ".join(next(pool) for _ in range(draw.randint(6, 11))).capitalize() + draw.choice(".?!") + " "
            for _ in range(count)
        ]

    def language(self) -> str:
        return self._random.choice(["uk", "ru", "en"])

    def subject(self, language: str) -> str:
        return self._random.choice(self._sentences[language])[:60].strip(" .?!")

    def message(self, language: str) -> str:
        """About 300 bytes."""
        sentences = 5 if language == "en" else 3
        return "".join(self._random.choices(self._sentences[language], k=sentences)).strip()


def identifiers(draw: random.Random):
    """Makes UUIDs of version 7 (RFC 9562, section 5.7) of a time in milliseconds since 1970."""

    def identifier(time: int) -> bytes:
        random_part = bytearray(draw.randbytes(10))
        random_part[0] = 0x70 | random_part[0] & 0x0F
        random_part[2] = 0x80 | random_part[2] & 0x3F
        return time.to_bytes(6, "big") + bytes(random_part)

    return identifier
