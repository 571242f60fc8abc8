"""Invented names of enterprises, people, places and banks."""

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

TOWNS = (
    "Заречье",
    "Ключи",
    "Сосновка",
    "Михайловка",
    "Дубровка",
    "Новый Бор",
    "Красный Яр",
    "Озёрск-2",
    "Тепловка",
)
STREETS = (
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
    turn = index // (len(LINES) * len(STEMS))
    form = ("ООО", "АО")[turn % 2]
    again = f" № {turn // 2 + 1}" if turn > 1 else ""
    return form, f"{trade} «{stem}»{again}", line


def address(dice: Random) -> str:
    code, house = dice.randrange(410_000, 499_999), dice.randrange(1, 120)
    return f"{code}, г. {dice.choice(TOWNS)}, ул. {dice.choice(STREETS)}, д. {house}"


def phone(dice: Random) -> str:
    area, first, second, third = (
        dice.randrange(*limits) for limits in ((300, 999), (20, 99), (10, 99), (10, 99))
    )
    return f"+7 (8{area}) {first}-{second}-{third}"
