"""What the Treasury takes in and pays out, group by group: the statement lines and the calendar each group keeps.

Only lines that the stored statements print once a day can be signed, so agencies with two lines (defence, education,
supplemental security income, postal service) stay in the rest: the non-debt flow that no group explains. Lines that
started late or ended early (defence vendors, military pay, civil service retirement) stay there too: the rest keeps one
meaning from the first day of exact debt flows, 12 September 2022.
"""

from dataclasses import dataclass

DIARY = ("level", "weekday", "month", "after_holiday")
MONTH = (*DIARY, "forward", "backward", "following")
PAYDAYS = ("payday_phase", "after_payday", "holiday_week", "emancipation")
DEADLINES = ("january", "april", "june", "september")


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of tax or payment.

    Parameters
    ----------
    id : str
        Permanent id.
    sign : int
        1 for what comes in, -1 for what goes out.
    lines : tuple of str
        Series of daily amounts [USD, above 0] that add up to the group; all have to be known.
    less : tuple of str
        Series taken off before adding, 0 where they have ended.
    calendar : tuple of str
        The blocks of `features` that its profile is fitted on.
    level_days : int
        Business days of the trailing mean that sets its level: a year, so that every season counts once, or about a
        quarter where the level itself moves within the year.
    """

    id: str
    sign: int
    lines: tuple[str, ...]
    calendar: tuple[str, ...]
    less: tuple[str, ...] = ()
    level_days: int = 250


GROUPS = (
    Group(
        "withheld",
        1,
        ("dts_withheld_taxes",),
        (*MONTH, "part_weekday", "month_weekday", "quarter_start", "quarter_end", "season", *PAYDAYS, *DEADLINES),
        less=("dts_interagency_transfers_2022",),
    ),
    Group(
        "nonwithheld",
        1,
        ("dts_nonwithheld_taxes_electronic", "dts_nonwithheld_taxes_other"),
        (*DIARY, "forward", "fortnight", "plain_middle", *DEADLINES, "october"),
    ),
    Group(
        "corporate",
        1,
        ("dts_corporate_taxes",),
        (*DIARY, "backward", "plain_middle", *DEADLINES, "march", "october", "december"),
    ),
    Group(
        "other_taxes",
        1,
        ("dts_excise_taxes", "dts_railroad_taxes", "dts_unemployment_taxes", "dts_estate_gift_taxes"),
        (*MONTH, "preceding", "part_weekday", "season", "quarter_start", "quarter_end", "april"),
    ),
    Group(
        "customs",
        1,
        ("dts_customs",),
        ("level", "weekday", "after_holiday", "whole_month", "following"),
        level_days=66,
    ),
    Group(
        "premiums",
        1,
        ("dts_state_unemployment", "dts_medicare_premiums"),
        (*MONTH, "preceding", "month_weekday", "fortnight", "quarter_start", "quarter_end"),
    ),
    Group(
        "social_security",
        -1,
        ("dts_social_security",),
        ("level", "preceding", "benefit_wednesday", "benefit_first"),
    ),
    Group("interest", -1, ("dts_interest",), ("level", "weekday", "coupon")),
    Group(
        "medicaid",
        -1,
        ("dts_medicaid",),
        (*MONTH, "part_weekday", "quarter_start", "quarter_end", "holiday_week"),
    ),
    Group(
        "medicare",
        -1,
        ("dts_medicare_hospital", "dts_medicare_medical", "dts_medicare_drugs"),
        ("level", "weekday", "after_holiday", "plan_first", "whole_month", "following"),
    ),
    Group(
        "medicare_2016",
        -1,
        ("dts_medicare_2016",),
        ("level", "weekday", "after_holiday", "plan_first", "whole_month", "following"),
    ),
    Group(
        "refunds",
        -1,
        ("dts_tax_refunds_individual", "dts_tax_refunds_business"),
        (*MONTH, "refund_week", "fortnight", "season"),
    ),
    Group(
        "salaries",
        -1,
        ("dts_federal_salaries",),
        ("level", "weekday", "payday_phase", "forward", "backward", "preceding"),
    ),
    Group("veterans", -1, ("dts_veterans_benefits",), ("level", "weekday", "benefit_first", "preceding")),
    Group(
        "food_and_roads",
        -1,
        ("dts_snap", "dts_highways"),
        (*MONTH, "quarter_start", "part_weekday", "preceding"),
    ),
    Group("unemployment", -1, ("dts_unemployment_benefits",), MONTH, level_days=66),
    Group("marketplace", -1, ("dts_marketplace",), (*DIARY, "whole_month", "following", "preceding")),
)
"""Every group, in the order of the statement."""

REST_CALENDAR = (*MONTH, "preceding", "benefit_first", "part_weekday", "quarter_start", "quarter_end", "payday_phase")
"""The blocks the rest is fitted on."""

CASH = "tga"
DEBT = ("dts_debt_issues", "dts_debt_redemptions")
DEBT_STOCK = "debt_held_by_public"

INPUTS = tuple(
    dict.fromkeys((CASH, *DEBT, DEBT_STOCK, *(line for group in GROUPS for line in (*group.lines, *group.less))))
)
"""Every series the model reads."""
