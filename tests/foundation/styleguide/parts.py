"""Every part of a page, with the figures of the demo enterprise."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django import forms

from kabinet.formats.differences import differences, folded
from kabinet.foundation import charts, formatting, ui
from kabinet.foundation.forms import DayField, Form, NumberField


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Contract:
    number: str = "12-4-0345/26"
    organization_name: str = "ООО «Завод Керамик»"
    several: bool = True


@dataclass(frozen=True)
class Person:
    name: str
    phone: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_heading: bool = False


OFFER = "1. Предмет\n2. Срок ответа два дня.\n3. Доступ\n4. Плата не берётся.\n5. Журнал\n6. Прочее"
NEW_OFFER = "1. Предмет\n2. Срок ответа три рабочих дня.\n3. Доступ\n5. Журнал\n6. Прочее\n7. Ещё"
MENU = ("Главная", "Показания", "Заявки", "Расчёты", "Документы", "Договор и приборы", "Помощь")
BRAND = {
    "supplier": "НОВАТЭК",
    "supplier_full": "ПАО «НОВАТЭК»",
    "site": "novatek.ru",
    "cabinet": "lk.novatek.ru",
    "hotline": "+7 495 730-60-00",
    "hotline_hours": "пн–чт 8:00–17:00, пт 8:00–15:45",
    "issue_address": "119313, Москва, ул. Удальцова, д. 2, окно 3",
    "issue_hours": "пн–пт 9:00–16:00",
}


class ExampleForm(Form):
    subject = forms.ChoiceField(label="Тема", choices=[("1", "Показания"), ("2", "Счёт")])
    volume = NumberField(label="Объём, тыс. м³", places=3, help_text="Например 36,100")
    day = DayField(label="Газовые сутки")
    kind = forms.ChoiceField(
        label="Вид заявки", choices=[("m", "Месячная"), ("q", "Квартальная")], widget=forms.RadioSelect
    )
    password = forms.CharField(label="Пароль", widget=forms.PasswordInput)
    note = forms.CharField(label="Комментарий", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="Полномочия подтверждаю", required=False)


def frame(*, door: str = "portal") -> dict[str, object]:
    """Return what the context processor gives to every page."""
    return {
        "brand": BRAND,
        "viewer": Person("Иванова А. П."),
        "navigation": [Item(label, "/home/", current=label == "Показания") for label in MENU],
        "contract": Contract(),
        "curator": Person("Петрова М. С.", "+7 495 730-60-12"),
        "unread": 3,
        "door": door,
        "printed_at": "22.11.2026 14:05 МСК",
    }


TASKS = ui.TaskList(
    [
        ui.Task(
            "Передать показания за 22 ноября",
            ui.Tag("Осталось 40 мин", "problem"),
            url="/home/",
            hint="2 узла учёта · до 10:00 МСК 23 ноября",
        ),
        ui.Task(
            "Подать заявку на декабрь 2026",
            ui.Tag("Черновик", "progress"),
            url="/home/",
            hint="до 25 ноября · в прошлом месяце 1 240,000 тыс. м³",
        ),
        ui.Task("Загрузить подписанный акт за октябрь", ui.Tag("Ожидает вас", "my-move"), url="/home/"),
        ui.Task("Заявка на IV квартал 2026", ui.Tag("Принята 14.09.2026", "done"), url="/home/", done=True),
    ]
)

DOCUMENTS = ui.Table(
    caption="Документы",
    columns=[
        ui.Column("Документ", sort="title"),
        ui.Column("Дата", sort="date"),
        ui.Column("Период"),
        ui.Column("Сумма", numeric=True, unit="₽", sort="sum"),
        ui.Column("Статус"),
    ],
    rows=[
        ui.Row(
            [ui.Link("Акт № 1045 от 31.10.2026 (PDF, 210 КБ)", "/home/"), "31.10.2026", "октябрь 2026",
             formatting.money(Decimal("7902114.10")), ui.Tag("Ожидает вашей подписи", "my-move")],
            tick="1045",
        ),
        ui.Row(
            [ui.Noted(ui.Link("Счёт-фактура № 1045", "/home/"), "за газ"), "31.10.2026", "октябрь 2026",
             formatting.money(Decimal("7902114.10")), ui.Tag("Просмотрен", "done")],
            tick="1046",
        ),
        ui.Row(
            [ui.Link("Акт № 1044 от 30.09.2026", "/home/"), "30.09.2026", "сентябрь 2026",
             formatting.money(Decimal("-12345.00")), ui.Tag("Возвращён", "problem")],
            tick="1044", kind="problem",
        ),
        ui.Row(
            [ui.Link("Акт сверки № 77", "/home/"), "30.09.2026", "III квартал 2026", formatting.DASH,
             ui.Tag("Скан на проверке", "sent")],
            tick="77", kind="unread",
        ),
    ],
    total=ui.Row(["Итого", "", "", formatting.money(Decimal("15791883.20")), ""]),
    sort="-date",
    ticks="document",
    stack=True,
)  # fmt: skip

STATUSES = ui.join(
    [
        ui.Tag("Ожидает вас", "my-move"),
        ui.Tag("Черновик", "progress"),
        ui.Tag("Передано", "sent"),
        ui.Tag("Принято", "done"),
        ui.Tag("Расхождение", "problem"),
        ui.Tag("Принята с изменениями", "warning"),
        ui.Tag("Отозвана", "closed"),
        ui.Turn("Ваш ход", mine=True),
        ui.Turn("Ход поставщика"),
    ],
    glue=" &nbsp; ",
)

FACTS = ui.Facts(
    [
        ui.Fact("Период", "декабрь 2026"),
        ui.Fact("Объём", "1 240,000 тыс. м³", ui.Link("Изменить", "/home/", hidden="объём")),
        ui.Fact("Статус", ui.Tag("На рассмотрении", "progress")),
        ui.Fact("Кто подал", "Иванова Анна Павловна, по доверенности № 17 от 12.01.2026"),
    ]
)

TIMELINE = ui.Timeline(
    [
        ui.Event("Ответ куратора", "до 27.11.2026", kind="expected"),
        ui.Event("Куратор открыл заявку", "Петрова М. С. · 22.11.2026 10:05 МСК"),
        ui.Event(
            "Возвращена на доработку", "Петрова М. С. · 21.11.2026", "Сумма по точкам не сходится.", "problem"
        ),
        ui.Event("Заявка отправлена", "Иванова А. П. · 20.11.2026 16:40 МСК", kind="done"),
    ]
)

RECEIPT = ui.Receipt(
    "Показания приняты в 09:12:44 МСК 23.11.2026", "2026-11-0004211", "До срока оставалось 47 мин."
)

FIGURES = [
    ui.Figure(
        "К оплате до 18 декабря", formatting.rub(Decimal("2765739.94")), note="35 % плановой стоимости"
    ),
    ui.Figure("Задолженность", formatting.rub(Decimal("0.00")), kind="quiet"),
    ui.Figure("С начала месяца", "812,450", unit="тыс. м³", note="65,5 % из 1 240,000"),
    ui.Figure("Просрочено", formatting.rub(Decimal("12345.00")), note="на 3 дня", kind="problem"),
]


def days_of_november() -> list[charts.DayBar]:
    volumes = [41, 38, 36, 40, 42, 44, 43, 39, 37, 36, 38, 41, 47, 48, 44, 40, 39, 36, 35, 34, 36]
    days = [date(2026, 11, 1) + timedelta(days=offset) for offset in range(30)]
    return [
        charts.DayBar(day, Decimal(volumes[index]) if index < len(volumes) else None)
        for index, day in enumerate(days)
    ]


DAILY = charts.DailyChart(
    title="Расход по суткам за ноябрь 2026, тыс. м³",
    days=days_of_november(),
    least=Decimal("33.067"),
    most=Decimal("45.467"),
    plan=Decimal("41.333"),
    forecast=Decimal("38.100"),
)
MONTHLY = charts.MonthlyChart(
    title="Расход по месяцам, тыс. м³",
    months=[
        charts.MonthBar("апр", Decimal("1010.1"), Decimal(1100)),
        charts.MonthBar("май", Decimal("820.5"), Decimal(900)),
        charts.MonthBar("июн", Decimal("640.2"), Decimal(600)),
        charts.MonthBar("июл", Decimal("512.9"), Decimal(600)),
        charts.MonthBar("авг", Decimal("588.0"), Decimal(600)),
        charts.MonthBar("сен", Decimal("901.3"), Decimal(900)),
        charts.MonthBar("окт", Decimal("1139.7"), Decimal(1150)),
        charts.MonthBar("ноя", None, Decimal(1240)),
    ],
)
SPARK = charts.Sparkline("Расход за полгода", [Decimal(n) for n in (820, 640, 513, 588, 901, 1140)])


def context() -> dict[str, object]:
    return {
        **frame(),
        "tasks": TASKS,
        "documents": DOCUMENTS,
        "statuses": STATUSES,
        "facts": FACTS,
        "timeline": TIMELINE,
        "receipt": RECEIPT,
        "figures": FIGURES,
        "daily": DAILY,
        "monthly": MONTHLY,
        "spark": SPARK,
        "form": ExampleForm({"volume": "1,2e3", "day": "40.11", "subject": "1"}),
        "tabs": ui.Tabs(
            [
                ui.Tab("В работе", "?tab=open", current=True, count=3),
                ui.Tab("Завершённые", "?tab=done"),
                ui.Tab("Все", "?"),
            ]
        ),
        "chips": ui.Chips([ui.Chip("Тип: акт", "?"), ui.Chip("октябрь 2026", "?")]),
        "stepper": ui.Stepper("ноябрь 2026", "октябрь", "декабрь", previous_url="?m=10"),
        "pages": ui.Pages(4, 25, {"q": "акт"}),
        "crumbs": ui.Breadcrumbs([ui.Link("Заявки", "/home/"), ui.Link("Заявка № 1042", "/home/")]),
        "notices": [
            ui.Notice("Работы 28 ноября с 22:00 до 23:00 МСК.", "Плановые работы"),
            ui.Notice("Скан отправлен на проверку.", kind="good"),
            ui.Notice("Данные 1С на 21.11 18:00.", kind="warning"),
            ui.Notice("Не удалось загрузить расчёты.", kind="problem"),
        ],
        "empty": ui.Empty(
            "Заявок пока нет",
            "Первая: на декабрь, до 25 ноября.",
            ui.Action("Подать заявку на декабрь", "/home/", "primary"),
        ),
        "upload": ui.Upload(
            "files", "Подписанный скан", "PDF, JPG, PNG или TIFF, до 10 МБ, не больше 10 файлов", ".pdf,.jpg"
        ),
        "meter": ui.Meter(65, "Отобрано 65 % месячного объёма", mark=70),
        "differences": ui.Differences(folded(differences(OFFER, NEW_OFFER))),
        "versus": ui.Versus(
            "Меняется счёт, на который платят все потребители",
            "Сверьте каждую цифру с письмом банка.",
            ui.Side("Сейчас", "40702 810 6 0000 0000001", "АО «Пример Банк», БИК 049999999"),
            ui.Side("С 01.01.2027", "40702 810 0 0000 0000042", "АО «Другой Банк», БИК 049999888"),
        ),
        "prose": ui.Prose([Paragraph("3. Доступ", is_heading=True), Paragraph("3.1. Выдают лично.")]),
        "progress": ui.Progress(64, "Собираем архив: 800 из 1 243"),
    }
