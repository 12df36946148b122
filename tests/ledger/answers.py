"""The answer sheet: what 100 dollars of every event do, typed by hand from the economics and not from the code.

`moved` names only the measures that move; every other one must stand still. `income` is the declared net worth.
"""

from typing import NamedTuple


class Answer(NamedTuple):
    """One event, the sentence it must bear out and its effects per 100 dollars."""

    kind: str
    sentence: str
    moved: dict[str, int]
    income: dict[str, int]


def says(kind: str, sentence: str, *, income: dict[str, int] | None = None, **moved: int) -> Answer:
    """Return one line of the sheet."""
    return Answer(kind, sentence, moved, income or {})


TAX = {"households": -100, "treasury": 100}
OUTLAY = {"households": 100, "treasury": -100}

# fmt: off
ANSWERS = (
    # taxes and outlays
    says(
        "tax_receipt_from_deposits",
        "a tax paid from a deposit drains reserves dollar for dollar",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100, income=TAX,
    ),
    says(
        "tax_receipt_from_money_funds",
        "a tax paid out of ON RRP spares reserves",
        tga=100, on_rrp=-100, income=TAX,
    ),
    says(
        "government_outlay",
        "spending adds reserves and deposits",
        reserves=100, tga=-100, net_liquidity=100, deposits=100, income=OUTLAY,
    ),
    # auctions
    says(
        "auction_bought_by_bank",
        "bills bought by banks drain reserves but no deposit",
        reserves=-100, tga=100, net_liquidity=-100,
    ),
    says(
        "auction_bought_by_nonbank",
        "bills bought from deposits drain reserves and deposits",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "auction_bought_by_money_fund_from_on_rrp",
        "bills bought out of ON RRP leave reserves and net liquidity alone",
        tga=100, on_rrp=-100,
    ),
    says(
        "auction_bought_by_money_fund_from_deposits",
        "with ON RRP empty a money fund's purchase drains reserves",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "auction_bought_by_dealer_repo_from_on_rrp",
        "a dealer financed out of ON RRP leaves reserves alone",
        tga=100, on_rrp=-100,
    ),
    says(
        "auction_bought_by_dealer_repo_from_deposits",
        "a dealer financed from a fund's deposit drains reserves",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "auction_bought_by_dealer_repo_from_bank",
        "a dealer financed by a bank drains reserves but no deposit",
        reserves=-100, tga=100, net_liquidity=-100,
    ),
    says(
        "auction_bought_from_foreign_repo_pool",
        "paid out of the foreign pool, net liquidity falls and reserves do not",
        tga=100, foreign_repo_pool=-100, net_liquidity=-100,
    ),
    says(
        "auction_bought_by_foreign_private",
        "a foreign buyer pays from a deposit at a foreign bank and drains its reserves",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "auction_bought_by_stablecoin_issuer",
        "an issuer that turns deposits into bills drains reserves",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "auction_bought_by_hedge_fund",
        "a basis trade financed out of ON RRP leaves reserves alone",
        tga=100, on_rrp=-100,
    ),
    says(
        "coupon_auction_bought_by_bank",
        "notes bought by banks drain reserves but no deposit",
        reserves=-100, tga=100, net_liquidity=-100,
    ),
    says(
        "coupon_auction_bought_by_nonbank",
        "notes bought from deposits drain reserves and deposits",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "coupon_auction_bought_by_money_fund",
        "notes a fund pays from its deposit drain reserves",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "coupon_auction_bought_by_foreign_private",
        "notes paid from a deposit at a foreign bank drain its reserves",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    # redemptions
    says(
        "redemption_to_nonbank",
        "a redemption adds reserves and deposits",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says(
        "redemption_to_bank",
        "a redemption on a bank's own book adds reserves but no deposit",
        reserves=100, tga=-100, net_liquidity=100,
    ),
    says(
        "redemption_to_money_fund_into_on_rrp",
        "a redemption parked in ON RRP adds no reserves",
        tga=-100, on_rrp=100,
    ),
    says(
        "redemption_to_money_fund_into_deposits",
        "a redemption a fund keeps at a bank adds reserves",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says(
        "redemption_to_foreign_private",
        "a redemption to a foreign investor adds reserves at a foreign bank",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says(
        "redemption_to_foreign_official",
        "a redemption into the foreign pool adds net liquidity and no reserves",
        tga=-100, foreign_repo_pool=100, net_liquidity=100,
    ),
    says(
        "redemption_to_stablecoin_issuer",
        "a redemption an issuer keeps at a bank adds reserves",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says(
        "redemption_to_dealer",
        "a redemption that repays a fund's repo adds reserves and the fund's deposit",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says(
        "coupon_redemption_to_nonbank",
        "notes that mature with a nonbank add reserves and deposits",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says(
        "coupon_redemption_to_bank",
        "notes that mature with a bank add reserves but no deposit",
        reserves=100, tga=-100, net_liquidity=100,
    ),
    says(
        "coupon_redemption_to_foreign_private",
        "notes that mature with a foreign investor add reserves at a foreign bank",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    # coupons paid
    says(
        "coupon_to_nonbank",
        "interest on the debt adds reserves like any outlay",
        reserves=100, tga=-100, net_liquidity=100, deposits=100, income=OUTLAY,
    ),
    says(
        "coupon_to_fed",
        "interest paid to the Fed becomes its capital and touches no bank",
        tga=-100, net_liquidity=100, fed_net_worth=100, income={"treasury": -100, "fed": 100},
    ),
    says(
        "coupon_to_bank",
        "interest to a bank is reserves without a deposit",
        reserves=100, tga=-100, net_liquidity=100, income={"treasury": -100, "large_banks": 100},
    ),
    says(
        "coupon_to_money_fund",
        "interest to a fund is its shareholders' income",
        reserves=100, tga=-100, net_liquidity=100, deposits=100, income=OUTLAY,
    ),
    says(
        "coupon_to_foreign_private",
        "interest to a foreign investor adds reserves at a foreign bank",
        reserves=100, tga=-100, net_liquidity=100, deposits=100, income={"treasury": -100, "foreign_private": 100},
    ),
    says(
        "coupon_to_foreign_official",
        "interest to a foreign central bank stays at the Fed",
        tga=-100, foreign_repo_pool=100, net_liquidity=100, income={"treasury": -100, "foreign_official": 100},
    ),
    # buybacks
    says(
        "buyback_from_nonbank",
        "a buyback adds reserves and deposits and is nobody's income",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says(
        "buyback_from_bank",
        "a buyback from a bank adds reserves but no deposit",
        reserves=100, tga=-100, net_liquidity=100,
    ),
    says(
        "buyback_from_money_fund",
        "a buyback a fund keeps at a bank adds reserves",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says(
        "buyback_from_foreign_private",
        "a buyback from abroad adds reserves at a foreign bank",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    # the Fed's securities
    says(
        "fed_purchase_from_bank",
        "bought from a bank, reserves rise and deposits do not",
        reserves=100, fed_assets=100, net_liquidity=100,
    ),
    says(
        "fed_purchase_from_nonbank",
        "bought from a nonbank, reserves and deposits rise",
        reserves=100, fed_assets=100, net_liquidity=100, deposits=100,
    ),
    says(
        "fed_purchase_from_money_fund_into_on_rrp",
        "a purchase that ends in ON RRP adds no reserves",
        on_rrp=100, fed_assets=100,
    ),
    says(
        "fed_purchase_of_mbs_from_nonbank",
        "MBS bought from a nonbank add reserves and deposits",
        reserves=100, fed_assets=100, net_liquidity=100, deposits=100,
    ),
    says(
        "reserve_management_purchase",
        "bills bought from a dealer add reserves, whatever the dealer repays",
        reserves=100, fed_assets=100, net_liquidity=100, deposits=100,
    ),
    says("soma_rollover", "rolling a holding at auction moves no cash"),
    says(
        "soma_roll_off",
        "a Treasury roll-off leaves reserves alone on the day",
        tga=-100, fed_assets=-100,
    ),
    says(
        "soma_bill_roll_off",
        "bills that roll off leave reserves alone on the day",
        tga=-100, fed_assets=-100,
    ),
    says(
        "soma_roll_off_resale",
        "the sale that refills the account is what drains",
        reserves=-100, tga=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "mbs_paydown",
        "an MBS paydown drains at once",
        reserves=-100, fed_assets=-100, net_liquidity=-100, deposits=-100,
    ),
    says("mbs_paydown_reinvested", "principal reinvested in bills leaves every total alone"),
    # Fed lending
    says(
        "standing_repo_draw_by_bank",
        "a draw adds Fed assets and reserves",
        reserves=100, fed_assets=100, net_liquidity=100,
    ),
    says(
        "standing_repo_draw_by_dealer",
        "a dealer's draw adds reserves and the repaid lender's deposit",
        reserves=100, fed_assets=100, net_liquidity=100, deposits=100,
    ),
    says(
        "open_market_repo_by_dealer",
        "repo the Fed offers adds reserves as a draw does",
        reserves=100, fed_assets=100, net_liquidity=100, deposits=100,
    ),
    says(
        "discount_window_draw",
        "a discount-window loan adds Fed assets and reserves",
        reserves=100, fed_assets=100, net_liquidity=100,
    ),
    says(
        "swap_line_draw",
        "dollars lent abroad come home as reserves",
        reserves=100, fed_assets=100, net_liquidity=100, deposits=100,
    ),
    # the Fed's other liabilities
    says(
        "currency_demand",
        "banknotes drain reserves and net liquidity does not see it",
        reserves=-100, currency=100, deposits=-100,
    ),
    says(
        "foreign_repo_pool_inflow",
        "cash put into the foreign pool drains reserves unseen",
        reserves=-100, foreign_repo_pool=100, deposits=-100,
    ),
    says(
        "foreign_official_deposit_inflow",
        "cash put on deposit at the Fed drains reserves unseen",
        reserves=-100, other_deposits=100, deposits=-100,
    ),
    says(
        "gse_cash_into_other_deposits",
        "an agency's cash at the Fed is not the banks'",
        reserves=-100, other_deposits=100, deposits=-100,
    ),
    says(
        "federal_funds_lent_by_gse_to_foreign_bank",
        "federal funds lent by an agency turn other deposits into reserves",
        reserves=100, other_deposits=-100,
    ),
    says(
        "other_fed_assets_rise",
        "any asset the Fed takes on adds reserves",
        reserves=100, fed_assets=100, net_liquidity=100, deposits=100,
    ),
    says(
        "other_fed_liabilities_rise",
        "any liability the Fed takes on drains reserves and net liquidity is blind",
        reserves=-100, deposits=-100,
    ),
    says(
        "unmapped_fed_liabilities_rise",
        "a liability without a line drains reserves all the same",
        reserves=-100, deposits=-100,
    ),
    # stablecoins and money funds
    says("stablecoin_mint", "a mint moves a deposit and nothing else"),
    says("stablecoin_reserve_into_bills", "bills bought in the market leave totals alone"),
    says(
        "stablecoin_reserve_into_repo",
        "repo that replaces a bank's destroys a deposit and no reserves",
        deposits=-100,
    ),
    says(
        "stablecoin_reserve_into_money_fund",
        "a fund that uses ON RRP takes the cash out of the banks",
        reserves=-100, on_rrp=100, net_liquidity=-100, deposits=-100,
    ),
    says("stablecoin_redemption_by_bill_sale", "bills sold to a nonbank leave totals alone"),
    says(
        "stablecoin_redemption_by_maturing_bills",
        "maturing bills turn Treasury cash into the holder's deposit",
        reserves=100, tga=-100, net_liquidity=100, deposits=100,
    ),
    says("money_fund_inflow_kept_in_deposit", "an inflow kept at a bank drains nothing"),
    says(
        "money_fund_inflow_into_on_rrp",
        "an inflow lent to the Fed drains reserves",
        reserves=-100, on_rrp=100, net_liquidity=-100, deposits=-100,
    ),
    says(
        "money_fund_inflow_into_repo",
        "an inflow that replaces a bank's repo destroys a deposit and no reserves",
        deposits=-100,
    ),
    says(
        "on_rrp_shift_into_repo",
        "cash that leaves ON RRP comes to the banks",
        reserves=100, on_rrp=-100, net_liquidity=100, deposits=100,
    ),
    # across the border
    says("repatriation_from_private_holder", "repatriation cannot raise reserves: a deposit changes hands"),
    says("repatriation_by_firm", "earnings brought home cannot raise reserves either: a deposit changes hands"),
    says(
        "repatriation_from_foreign_repo_pool",
        "only dollars out of the foreign pool raise reserves",
        reserves=100, foreign_repo_pool=-100, deposits=100,
    ),
    says(
        "foreign_official_sale_into_pool",
        "a sale parked in the pool drains reserves unseen",
        reserves=-100, foreign_repo_pool=100, deposits=-100,
    ),
    says("foreign_official_sale_for_intervention", "intervention moves a deposit and no reserves"),
    says(
        "foreign_official_sale_to_bank",
        "a bank that buys makes the deposit it pays with",
        deposits=100,
    ),
    says("yen_carry_unwind", "a carry unwind moves prices, not totals"),
    # banks
    says("bank_loan", "a loan makes a deposit and needs no reserves", deposits=100),
    says("bank_loan_spent_elsewhere", "reserves move between banks, their sum stays", deposits=100),
    says("bank_purchase_from_own_customer", "a bank's purchase leaves reserves unchanged", deposits=100),
    says("bank_purchase_from_other_banks_customer", "one bank's reserves become another's", deposits=100),
    says("deposit_moved_to_other_bank", "a payment between banks changes no total"),
    says("deposit_moved_to_foreign_bank", "a payment to a foreign bank changes no total"),
    says(
        "fhlb_advance",
        "an advance funded out of ON RRP adds reserves and no deposit",
        reserves=100, on_rrp=-100, net_liquidity=100,
    ),
    # levered funds
    says("margin_call_into_bank_deposit", "margin kept at a bank moves a deposit"),
    says(
        "margin_call_into_clearing_house_account",
        "margin kept at the Fed drains reserves unseen",
        reserves=-100, other_deposits=100, deposits=-100,
    ),
    says(
        "margin_call_by_forced_sale",
        "a forced sale to a fund that leaves ON RRP adds reserves",
        reserves=100, on_rrp=-100, net_liquidity=100, deposits=100,
    ),
    says("basis_unwind", "an unwind moves a bond to the dealer and ends a repo, totals stand"),
    # the Fed's income
    says(
        "interest_on_reserves",
        "interest makes reserves out of the Fed's net worth",
        reserves=100, fed_net_worth=-100, income={"fed": -100, "large_banks": 100},
    ),
    says(
        "interest_on_on_rrp",
        "interest on ON RRP stays there and is the fund holders' income",
        on_rrp=100, net_liquidity=-100, fed_net_worth=-100, income={"fed": -100, "households": 100},
    ),
    says(
        "interest_on_foreign_repo_pool",
        "interest on the pool stays in the pool",
        foreign_repo_pool=100, fed_net_worth=-100, income={"fed": -100, "foreign_official": 100},
    ),
    says(
        "fed_remittance",
        "a remittance fills the Treasury's account and touches no bank",
        tga=100, net_liquidity=-100, fed_net_worth=-100, income={"fed": -100, "treasury": 100},
    ),
    says(
        "deferred_asset_booked",
        "a deferred asset is an entry against the Treasury, not cash",
        fed_net_worth=100, income={"fed": 100, "treasury": -100},
    ),
)
# fmt: on

# Events that move no measure: who gives up which asset for which, so that one the wrong way round is seen all the same.
EXCHANGES = {
    "mbs_paydown_reinvested": ("fed", "mbs", "bills"),
    "stablecoin_mint": ("households", "large_bank_deposits", "stablecoins"),
    "stablecoin_reserve_into_bills": ("stablecoin_issuers", "large_bank_deposits", "bills"),
    "stablecoin_redemption_by_bill_sale": ("households", "stablecoins", "bills"),
    "money_fund_inflow_kept_in_deposit": ("households", "large_bank_deposits", "money_fund_shares"),
    "repatriation_from_private_holder": ("hedge_funds", "foreign_assets", "large_bank_deposits"),
    "repatriation_by_firm": ("households", "foreign_assets", "large_bank_deposits"),
    "foreign_official_sale_for_intervention": ("households", "large_bank_deposits", "coupons"),
    "yen_carry_unwind": ("households", "large_bank_deposits", "equities"),
    "deposit_moved_to_other_bank": ("households", "large_bank_deposits", "other_bank_deposits"),
    "deposit_moved_to_foreign_bank": ("households", "large_bank_deposits", "foreign_bank_deposits"),
    "margin_call_into_bank_deposit": ("hedge_funds", "large_bank_deposits", "margin"),
    "basis_unwind": ("dealers", "repo", "coupons"),
}
