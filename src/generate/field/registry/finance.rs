//! Kinds of money: accounts, cards, payments and taxes.

use crate::generate::field::kind::JsonType::{self, Integer, Number, String};
use crate::generate::field::kind::Source::{self, Decimal, Faker, Form, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::{currency, money, small, things};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Finance, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        Number, "amount", "A sum of money: that of the payment the object is about", Some("finance.amount"),
        "amount, sum, amount money, payment/amount, charge, payout amount, transfer amount, refund amount, refunded amount, \
        amount refunded, deposit amount, amount value, payment, =payments, requested amount, amount in cents, tip amount, tip \
        money, tip, gratuity, donation amount, bid amount, ~amount, money, deposit, withdrawal, credit amount, debit amount, \
        surcharge amount, service charge amount",
        Make(money::total_amount),
    ),
    kind(
        Number, "fee", "What a service costs", None,
        "fee, fee amount, service fee, processing fee, commission, commission amount, transaction fee, application fee, fees, \
        handling fee, application fee amount, platform fee, surcharge, penalty, cancellation fee, late fee, duty, duties, \
        total fee, service charge, fine, toll, monthly fee, annual fee",
        Make(small::fee),
    ),
    kind(
        Number, "balance", "What is in an account", None,
        "balance, account balance, available balance, current balance, opening balance, closing balance, starting balance, \
        ending balance, balance amount, credit balance, wallet balance, available funds, cash, ledger balance, credits \
        balance, funds, available credit, equity, cash balance, net worth",
        Make(small::balance),
    ),
    kind(
        Number, "salary", "What somebody earns in a year", None,
        "salary, income, annual salary, wage, base salary, annual income, pay, compensation, earnings, gross salary, net \
        salary, yearly salary, salary amount, ~salary",
        Make(small::salary),
    ),
    kind(
        Number, "budget", "What may be spent", None,
        "budget, revenue, turnover, profit, sales amount, expenses, gmv, mrr, arr, total revenue, annual revenue, budget \
        amount, total spent, spent, spend, total sales, lifetime value, ltv, market cap, valuation, funding, net income, debt, \
        loan amount, principal, mortgage, deal value, credit limit, goal amount, target amount, spending limit, gross revenue, \
        total budget, amount raised, loan principal, daily budget, net revenue, cost center budget, sales, daily limit amount, \
        expense, ~revenue, monthly income",
        Make(small::budget),
    ),
    kind(
        String, "currency", "A currency by its three letters, that of the country", Some("finance.currencyCode"),
        "currency, currency code, iso currency, currency iso, base currency, currency id, from currency, to currency, \
        currency/code, currency iso code, default currency, settlement currency, quote currency, money currency, account \
        currency, presentment currency, source currency, target currency",
        Make(currency::code),
    ),
    kind(
        String, "currency_name", "A currency by its name", Some("finance.currencyName"),
        "currency name, currency/name",
        Make(currency::name),
    ),
    kind(
        String, "currency_symbol", "The sign of a currency", Some("finance.currencySymbol"),
        "currency symbol, currency sign, currency/symbol",
        Make(currency::sign),
    ),
    kind(
        Number, "exchange_rate", "What one currency costs in another", None,
        "exchange rate, fx rate, conversion rate currency, currency rate, forex rate, fx, rate of exchange, quote rate",
        Decimal(6000, 15000, 4),
    ),
    kind(
        Number, "interest_rate", "A rate of interest in percent", None,
        "interest rate, apr, apy, interest, annual rate, rate of interest, coupon rate, mortgage rate, yield, interest percent, \
        dividend yield",
        Decimal(50, 899, 2),
    ),
    kind(
        Integer, "tax_rate", "A rate of tax in percent", None,
        "tax rate, vat rate, tax percent, tax percentage, vat, vat percent, vat percentage, sales tax rate, gst rate, tax/rate, \
        effective tax rate, tax rate percent",
        Make(money::tax_percent),
    ),
    kind(
        String, "tax_type", "A kind of tax", None,
        "tax type, tax name, tax/name, tax/type, tax category",
        OneOf(&["vat", "sales_tax", "gst", "hst", "none"]),
    ),
    kind(
        String, "tax_id", "A number by which a tax office knows somebody", None,
        "tax id, vat number, vat id, tax number, ein, tin, tax identification number, tax registration number, gst number, \
        gstin, fiscal code, company tax id, business tax id, vat registration number, federal tax id, tax reference",
        Form("DE#########"),
    ),
    kind(
        String, "tax_code", "A code for how something is taxed", None,
        "tax code, hs code, tariff code, hsn code, commodity code, harmonized code",
        Form("txcd_########"),
    ),
    kind(
        String, "registration_number", "The number of a company in a register", None,
        "registration number, company number, company registration number, business number, duns, trade register number, \
        registration no, incorporation number, registered number, lei code number, charity number, siret",
        Form("HRB !####"),
    ),
    kind(
        String, "iban", "An international bank account number", Some("finance.iban"),
        "iban, iban number, bank account iban, international bank account number, account iban",
        Faker,
    ),
    kind(
        String, "bic", "A bank by its international code", Some("finance.bic"),
        "bic, swift, swift code, bic code, bic swift, swift bic, bank bic",
        OneOf(&[
            "DEUTDEFF", "BNPAFRPP", "CHASUS33", "BARCGB22", "INGBNL2A", "UBSWCHZH", "BOFAUS3N", "HSBCHKHH", "NDEAFIHH",
            "UNCRITMM",
        ]),
    ),
    kind(
        String, "account_number", "The number of a bank account", Some("finance.accountNumber"),
        "account number, bank account number, account no, bank account, acct number, account num, acct no, iban or account \
        number, account/number, account, debtor account, creditor account, customer account number",
        Form("!#########"),
    ),
    kind(
        String, "routing_number", "A bank by its American code", Some("finance.routingNumber"),
        "routing number, aba, aba number, routing, aba routing number, transit number, ach routing number",
        Faker,
    ),
    kind(
        String, "sort_code", "A bank by its British code", None,
        "sort code, bank sort code",
        Form("##-##-##"),
    ),
    kind(
        String, "bank_code", "A bank by its national code", None,
        "bank code, blz, bank identifier, bsb, branch code, ifsc, ifsc code, bsb number, bank branch code, clearing number, \
        institution number, bank number, clearing code, bank id number",
        Form("!#######"),
    ),
    kind(
        String, "bank_name", "The name of a bank", None,
        "bank name, bank, issuing bank, issuer, financial institution, bank/name, acquirer, issuer name, card issuer, issuer \
        bank, receiving bank, acquiring bank, lender, beneficiary bank, institution/name",
        OneOf(&[
            "First National Bank", "Harbor Savings Bank", "Meridian Bank", "Northern Trust & Savings", "Union Credit Bank",
            "Alpine Bank", "Citywide Bank", "Commonwealth Savings",
        ]),
    ),
    kind(
        String, "account_type", "A kind of bank account", Some("finance.accountName"),
        "account type, bank account type, type of account, account kind, account/type, account category, account class",
        OneOf(&["checking", "savings", "business", "credit", "investment"]),
    ),
    kind(
        String, "card_number", "A card number that payment services publish for tests", Some("finance.creditCardNumber"),
        "card number, credit card number, cc number, pan, credit card, card no, debit card number, card, card/number, \
        creditcard, primary account number, payment card, account number of card",
        Make(things::card_number),
    ),
    kind(
        String, "card_brand", "The brand of a payment card", Some("finance.creditCardIssuer"),
        "card brand, card type, brand of card, cc type, card/brand, card network, card/type, card scheme, credit card type, \
        payment card brand, credit card issuer, card/network, payment network, network of card",
        Make(things::card_brand),
    ),
    kind(
        String, "card_last4", "The last four digits of the card", None,
        "last4, last four, card last4, last digits, last 4, last 4 digits, last four digits, dynamic last4, card last four, \
        last 4 of card, last4 digits, masked digits, ssn last4, ssn last 4",
        Make(things::card_last_digits),
    ),
    kind(
        String, "card_bin", "The first six digits of the card", None,
        "bin, card bin, iin, first6, first 6, bin number, first six",
        Make(things::card_first_digits),
    ),
    kind(
        String, "card_code", "The code on the back of the card", Some("finance.creditCardCVV"),
        "cvv, cvc, cvv2, security code, card verification code, cvc 2, card code, csc, card security code, verification value, \
        cvv 2, card cvc",
        Make(things::card_code),
    ),
    kind(
        Integer, "card_exp_month", "The month a card ends", None,
        "exp month, expiry month, expiration month, expire month, card exp month",
        Whole(1, 12),
    ),
    kind(
        Integer, "card_exp_year", "The year a card ends", None,
        "exp year, expiry year, expiration year, expire year, card exp year",
        Make(things::card_expiry_year),
    ),
    kind(
        String, "card_expiry", "Month and year a card ends", None,
        "card expiry, card expiration, card expiry date, card expiration date, exp mm yy, card/expiry, card/exp, card/expiry \
        date, card/expiration",
        Make(things::card_expiry),
    ),
    kind(
        String, "card_funding", "How a card is covered", None,
        "card funding, funding, funding type, card/funding, funding source type",
        OneOf(&["credit", "debit", "prepaid"]),
    ),
    kind(
        String, "payment_method", "How something is paid", None,
        "payment method, payment type, pay method, payment method type, payment option, method of payment, payment/method, \
        tender type, payment mode, payment/type, payment source, payment instrument, mode of payment, payment method name, pay \
        type, payout method, refund method, billing method, gateway payment method, financing type",
        OneOf(&["credit_card", "debit_card", "paypal", "bank_transfer", "apple_pay", "google_pay", "invoice"]),
    ),
    kind(
        String, "payment_provider", "Who processes a payment", None,
        "payment provider, payment gateway, payment processor, psp, processor, payment/provider, payment service provider, \
        billing provider, acquirer name",
        OneOf(&["stripe", "adyen", "paypal", "square", "mollie", "worldpay"]),
    ),
    kind(
        String, "payment_status", "How far a payment has come", None,
        "payment status, transaction status, refund status, payout status, charge status, payment/status, transaction/status, \
        refund/status, charge/status, payout/status, transfer/status, payment state, payment/state, transaction/state, \
        financial status, transfer status, deposit status, intent status, billing status, settlement status, dispute status, \
        capture status, debit status",
        OneOf(&["pending", "succeeded", "failed", "processing", "refunded", "cancelled"]),
    ),
    kind(
        String, "invoice_status", "How far an invoice has come", None,
        "invoice status, bill status, invoice/status, bill/status, quote status, invoice state",
        OneOf(&["draft", "open", "paid", "overdue", "void"]),
    ),
    kind(
        String, "subscription_status", "How a subscription stands", None,
        "subscription status, membership status, plan status, subscription/status, membership/status, license status, \
        subscription state, contract status, policy status",
        OneOf(&["trialing", "active", "past_due", "paused", "cancelled"]),
    ),
    kind(
        String, "invoice_number", "The number of an invoice", None,
        "invoice number, =invoice, invoice no, bill number, invoice/number, receipt number, invoice code, invoice reference, \
        receipt no, receipt/number, statement number, invoice ref, credit note number, quote number",
        Form("INV-######"),
    ),
    kind(
        String, "transaction_id", "The number of a transaction", None,
        "transaction id, txn id, payment id, charge id, transaction reference, payment reference, transaction number, reference \
        number, payment intent id, payment intent, tx id, bank reference, trx id, payment ref, txn ref, receipt id, balance \
        transaction, charge reference, transaction ref, transfer id, payout id, payment transaction id, provider transaction \
        id, gateway transaction id, end to end id, network transaction id, refund id",
        Form("txn_****************"),
    ),
    kind(
        String, "transaction_type", "What a transaction does", Some("finance.transactionType"),
        "transaction type, payment direction, txn type, transaction/type, entry type, transaction kind, ledger type, balance \
        type, transfer type, movement type, operation type of account",
        OneOf(&["payment", "refund", "transfer", "deposit", "withdrawal", "fee"]),
    ),
    kind(
        String, "transaction_description", "What a transaction was for", Some("finance.transactionDescription"),
        "transaction description, payment description, memo, payment note, remittance information, statement descriptor, \
        transaction memo, payment purpose, transaction/description, payment/description, narrative, statement description, \
        remittance, bank statement description, purpose of payment, descriptor, transaction note",
        OneOf(&[
            "Monthly subscription", "Office supplies", "Invoice payment", "Refund for returned goods", "Salary March",
            "Train ticket", "Software licence", "Rent", "Consulting services", "Electricity bill",
        ]),
    ),
    kind(
        String, "authorization_code", "A code by which a bank allows a payment", None,
        "authorization code, auth code, approval code, authorisation code, payment authorization code, verification code of bank",
        Form("######"),
    ),
    kind(
        String, "merchant_category_code", "A branch of trade by four digits", None,
        "mcc, merchant category code, mcc code, sic code, merchant category, naics",
        OneOf(&["5411", "5812", "5999", "7372", "4111", "5732", "7011", "5541"]),
    ),
    kind(
        String, "ticker", "A stock by its letters", None,
        "ticker, stock symbol, ticker symbol, stock ticker, stock/symbol, security symbol, symbol, asset symbol, instrument, \
        trading pair of stock, stock, base asset, stock code",
        OneOf(&["ACME", "NWND", "HLDN", "KSTR", "OAKL", "FJRD", "TERN", "MRLW", "LUMN", "VNTG"]),
    ),
    kind(
        String, "stock_exchange", "Where stocks are traded", None,
        "stock exchange, exchange, exchange name, exchange code, trading venue, exchange/name",
        OneOf(&["NYSE", "NASDAQ", "LSE", "XETRA", "TSE", "EURONEXT"]),
    ),
    kind(
        String, "crypto_currency", "A currency of a chain", None,
        "coin, cryptocurrency, crypto currency, coin symbol, crypto, token symbol, blockchain, chain, coin name, chain name, \
        network of coin",
        OneOf(&["BTC", "ETH", "SOL", "ADA", "DOT", "LTC", "USDC"]),
    ),
    kind(
        String, "wallet_address", "An address on a chain", Some("finance.ethereumAddress"),
        "wallet address, wallet, ethereum address, eth address, contract address, crypto address, bitcoin address, token \
        address, blockchain address, public address, deposit address, to wallet, from wallet",
        Form("0x%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"),
    ),
    kind(
        Integer, "credit_score", "How far somebody is trusted with credit", None,
        "credit score, fico, fico score, credit rating, risk rating",
        Whole(480, 830),
    ),
    kind(
        String, "pin", "A number to be kept secret", Some("finance.pin"),
        "pin, pin number, passcode, otp, one time password, verification code, otp code, security pin, mfa code, totp code, \
        confirmation pin, two factor code, user code, access code, totp, auth pin, sms code, activation code, security answer \
        code, one time code",
        Form("######"),
    ),
];
