"""Invented names of enterprises, people, places and banks."""

from dataclasses import dataclass
from random import Random

LINES = (
    ("Завод", "glass"),
    ("Кирпичный завод", "kiln"),
    ("Стекольный завод", "glass"),
    ("Тепличный комбинат", "greenhouse"),
    ("Котельная", "heat"),
    ("Металлургический завод", "metal"),
    ("Хлебокомбинат", "food"),
    ("Молочный комбинат", "food"),
    ("Цементный завод", "kiln"),
    ("Тепловая компания", "heat"),
    ("Литейный завод", "metal"),
    ("Агрокомплекс", "greenhouse"),
    ("Сахарный завод", "food"),
    ("Асфальтобетонный завод", "asphalt"),
)

STEMS = (
    "Заречный", "Северный", "Рубин", "Восход", "Прогресс", "Маяк", "Дубрава", "Ключевой", "Полёт", "Сосновый",
    "Бирюза", "Гранит", "Исток", "Калина", "Лазурит", "Мирный", "Новый путь", "Озёрный", "Первомайский", "Родник",
    "Салют", "Тополь", "Уралец", "Факел", "Центральный", "Шихан", "Эталон", "Юность", "Янтарь", "Берёзка",
    "Вершина", "Горизонт", "Долина", "Енисей", "Жемчуг", "Зенит", "Искра", "Каскад", "Луч", "Меридиан",
)  # fmt: skip

_STREETS = (
    "Заводская",
    "Промышленная",
    "Индустриальная",
    "Мира",
    "Садовая",
    "Полевая",
    "Кирпичная",
    "Энергетиков",
)
BANKS = (
    ("АО «Банк Приречный»", "049999101"),
    ("ПАО «Губернский банк»", "049999202"),
    ("АО «Промышленный расчётный банк»", "049999303"),
)
REGIONS = ("6311", "7707", "5902", "1650", "3443", "6449")

_SURNAMES = (
    "Иванов", "Смирнов", "Кузнецов", "Попов", "Васильев", "Соколов", "Михайлов", "Новиков", "Фёдоров", "Морозов",
    "Волков", "Алексеев", "Лебедев", "Семёнов", "Егоров", "Павлов", "Козлов", "Степанов", "Николаев", "Орлов",
    "Андреев", "Макаров", "Никитин", "Захаров", "Зайцев", "Соловьёв", "Борисов", "Яковлев", "Григорьев", "Романов",
)  # fmt: skip
_HIS = ("Алексей", "Сергей", "Дмитрий", "Андрей", "Николай", "Павел", "Игорь", "Виктор", "Олег", "Юрий")
_HERS = ("Анна", "Мария", "Елена", "Ольга", "Наталья", "Ирина", "Светлана", "Татьяна", "Юлия", "Вера")
_HIS_FATHER = ("Сергеевич", "Иванович", "Петрович", "Андреевич", "Николаевич", "Павлович", "Викторович")
_HER_FATHER = ("Сергеевна", "Ивановна", "Петровна", "Андреевна", "Николаевна", "Павловна", "Викторовна")


def person(dice: Random) -> str:
    surname = dice.choice(_SURNAMES)
    if dice.random() < 0.5:  # noqa: PLR2004 (half of them)
        return f"{surname} {dice.choice(_HIS)} {dice.choice(_HIS_FATHER)}"
    return f"{surname}а {dice.choice(_HERS)} {dice.choice(_HER_FATHER)}"


def signature(full_name: str) -> str:
    """Return «Петрова М. С.»."""
    surname, first, father = full_name.split()
    return f"{surname} {first[0]}. {father[0]}."


def genitive(full_name: str) -> str:
    """Return «Петровой Марии Сергеевны» for any of the names made up here."""
    surname, first, father = full_name.split()
    if father.endswith("а"):
        return f"{surname[:-1]}ой {_her(first)} {father[:-1]}ы"
    return f"{surname}а {_his(first)} {father}а"


def _her(first: str) -> str:
    return first[:-1] + ("и" if first[-2] in "гья" or first[-2:] == "ия" else "ы")


def _his(first: str) -> str:
    if first == "Павел":
        return "Павла"
    return first[:-1] + "я" if first[-1] in "йь" else first + "а"


def enterprise(index: int) -> tuple[str, str, str]:
    """Return the form (ООО, АО), the name and the line of industry of the enterprise with this number."""
    if index == 1:
        return "ООО", "Завод Керамик", "kiln"
    trade, line = LINES[index % len(LINES)]
    stem = STEMS[(index // len(LINES) + 7 * index) % len(STEMS)]
    turn, place = divmod(index, len(LINES) * len(STEMS))
    # Every third is an АО; when the names begin anew, the forms change places, so that no two are alike.
    form = ("ООО", "АО")[(turn + (place % 3 == 2)) % 2]  # noqa: PLR2004
    again = f" № {turn // 2 + 1}" if turn > 1 else ""
    return form, f"{trade} «{stem}»{again}", line


@dataclass(frozen=True, slots=True)
class Town:
    """A town with what its postcodes and its telephone numbers begin with."""

    name: str
    post: str
    area: str

    @property
    def region(self) -> str:
        """The region by whose quality passport its gas is reckoned."""
        return _REGIONS[self.post[:2]]

    def address(self, dice: Random) -> str:
        code, street, house = dice.randrange(100, 400), dice.choice(_STREETS), dice.randrange(1, 120)
        return f"{self.post}{code}, г. {self.name}, ул. {street}, д. {house}"

    def phone(self, dice: Random) -> str:
        first, second, third = (dice.randrange(*limits) for limits in ((20, 99), (10, 99), (10, 99)))
        return f"+7 ({self.area}) {first}-{second}-{third}"


_REGIONS = {
    "41": "Заречная область",
    "42": "Сосновская область",
    "43": "Дубровский край",
    "45": "Борская область",
    "46": "Озёрский край",
    "47": "Тепловская область",
}
TOWNS = (
    Town("Заречье", "412", "8741"),
    Town("Ключи", "417", "8746"),
    Town("Сосновка", "423", "8629"),
    Town("Михайловка", "428", "8628"),
    Town("Дубровка", "436", "8596"),
    Town("Новый Бор", "451", "8593"),
    Town("Красный Яр", "459", "8368"),
    Town("Озёрск-2", "468", "8363"),
    Town("Тепловка", "476", "8579"),
)
