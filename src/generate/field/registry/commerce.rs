//! Kinds of trade: products, orders, stock and deliveries.

use crate::generate::field::kind::JsonType::{self, Integer, Number, String};
use crate::generate::field::kind::Source::{self, Faker, Form, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::{money, text};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Commerce, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "product_name", "The name of a product", Some("commerce.productName"),
        "product name, item name, product title, product, item title, article name, sku name, goods name, product/name, \
        product/title, item/name, item/title, line item/name, variant/name, article/name, goods/name, variant name, variant \
        title, item, article, goods, merchandise, catalog item",
        Make(text::product_name),
    ),
    kind(
        String, "product_description", "What a product is like", Some("commerce.productDescription"),
        "product description, product/description, item/description, item description",
        Faker,
    ),
    kind(
        String, "category", "A group of products or things", Some("commerce.department"),
        "category, product category, product type, category name, category/name, category/title, subcategory, sub category, \
        product group, genre of product, product/type, item category, group name of product, section, product department, \
        assortment",
        OneOf(&[
            "Electronics", "Books", "Garden", "Toys", "Groceries", "Clothing", "Sports", "Beauty", "Home", "Music",
            "Automotive", "Office",
        ]),
    ),
    kind(
        String, "brand", "A brand", None,
        "brand, brand name, product brand, brand/name, label brand",
        OneOf(&[
            "Northwind", "Halden", "Oakline", "Brightly", "Kestrel", "Lumen & Co", "Tern", "Fjord", "Marlow", "Pinecrest",
            "Solace", "Vantage",
        ]),
    ),
    kind(
        String, "manufacturer", "Who made something", None,
        "manufacturer, manufacturer name, producer, maker, manufacturer/name, device vendor, vendor, vendor name, supplier, \
        supplier name, vendor/name, supplier/name, distributor",
        OneOf(&[
            "Halden Works", "Kestrel Industries", "Northwind Manufacturing", "Oakline Ltd", "Fjord Systems", "Brightly GmbH",
            "Tern Electric", "Marlow & Sons",
        ]),
    ),
    kind(
        String, "company_name", "The name of a company", Some("company.name"),
        "company name, company, organization, organisation, organization name, organisation name, business name, employer, \
        legal name, merchant name, org, org name, merchant, firm, corporation, agency, agency name, trading name, \
        company/name, organization/name, merchant/name, employer/name, business/name, org/name, client company, partner name, \
        partner, publisher, sponsor, registered name, legal entity, legal business name, customer company, statement \
        descriptor company, retailer, institution of finance",
        Make(text::company_name),
    ),
    kind(
        String, "industry", "A branch of business", None,
        "industry, sector, business type, industry name, vertical, line of business, business category, industry/name",
        OneOf(&[
            "Software", "Retail", "Healthcare", "Logistics", "Education", "Manufacturing", "Finance", "Hospitality", "Energy",
            "Media", "Construction", "Agriculture",
        ]),
    ),
    kind(
        String, "store_name", "The name of a shop", None,
        "store name, shop name, store, shop, branch name, outlet, store/name, shop/name, warehouse, warehouse name, restaurant \
        name, restaurant/name, hotel name, hotel/name, venue, venue name, venue/name, merchant store",
        Make(text::label),
    ),
    kind(
        String, "sku", "A stock keeping unit", None,
        "sku, stock keeping unit, product code, item code, article number, item number, part number, product number, variant \
        sku, model number, product sku, item no, material number, part no, mpn, asin, style number",
        Form("???-#####"),
    ),
    kind(
        String, "barcode", "The number under a bar code", Some("commerce.upc"),
        "barcode, bar code, ean, ean 13, gtin, ean code",
        Form("4############"),
    ),
    kind(
        String, "upc", "A universal product code", Some("commerce.upc"),
        "upc, upc code",
        Form("0###########"),
    ),
    kind(
        String, "isbn", "The number of a book", Some("commerce.isbn"),
        "isbn, isbn 13, isbn 10, book/isbn",
        Faker,
    ),
    kind(
        Number, "price", "What one piece costs", Some("commerce.price"),
        "price, unit price, sale price, selling price, price per unit, item price, current price, purchase price, final price, \
        base price, special price, unit amount, cost, unit cost, price amount, product/price, item/amount, ~price, rate per \
        night, fare, ticket price, price value",
        Make(money::price),
    ),
    kind(
        Number, "list_price", "What one piece cost before", None,
        "list price, compare at price, original price, regular price, old price, retail price, msrp, rrp, previous price, was \
        price, full price",
        Make(money::list_price),
    ),
    kind(
        Integer, "quantity", "How many pieces", None,
        "quantity, qty, units, pieces, order quantity, item quantity, amount of items, number of items ordered, quantity \
        ordered, quantities, num units, unit count, copies, servings, portions",
        Make(money::quantity),
    ),
    kind(
        Integer, "stock", "How many pieces are left", None,
        "stock, inventory, stock level, stock quantity, in stock count, available quantity, quantity available, inventory \
        count, inventory quantity, stock count, on hand, quantity on hand, stock level count, remaining stock, stock on hand",
        Whole(0, 500),
    ),
    kind(
        Number, "subtotal", "The sum of the pieces", None,
        "subtotal, sub total, subtotal price, subtotal amount, net amount, net total, net price, line total, amount subtotal, \
        items total, net, amount before tax, total before tax, amount excluding tax, subtotal money",
        Make(money::subtotal),
    ),
    kind(
        Number, "gross_amount", "The sum with tax", None,
        "gross, gross amount, gross total, gross price, total with tax, amount including tax, total incl tax, gross amount paid",
        Make(money::gross),
    ),
    kind(
        Number, "tax_amount", "The tax on a sum", None,
        "tax, tax amount, vat amount, sales tax, tax total, total tax, tax money, gst amount, taxes, amount tax, tax price, vat \
        total, =vat",
        Make(money::tax_amount),
    ),
    kind(
        Number, "shipping_cost", "What it costs to send something", None,
        "shipping cost, shipping, shipping fee, shipping price, delivery fee, shipping amount, delivery cost, postage, freight, \
        shipping total, total shipping, shipping rate, shipping charge, delivery charge",
        Make(money::shipping_cost),
    ),
    kind(
        Number, "discount_amount", "What is taken off a sum", None,
        "discount, discount amount, discount total, total discount, total discounts, rebate, savings, amount off, amount \
        discount, discount value, discount price, discount money, coupon amount",
        Make(money::discount_amount),
    ),
    kind(
        Integer, "discount_percent", "The share that is taken off", None,
        "discount percent, discount percentage, percent off, discount rate, discount pct",
        Make(money::discount_percent),
    ),
    kind(
        Number, "total_amount", "What is to be paid in all", None,
        "total amount, total price, grand total, order total, amount total, invoice total, total cost, total sum, payment \
        amount, total due amount, total money, order amount, invoice amount, checkout total, total value, cart total, basket \
        total, charge amount, transaction amount, order value, authorized amount, captured amount, amount captured, total \
        payable, total charged, amount captured money",
        Make(money::total_amount),
    ),
    kind(
        Number, "total", "A count beside pages and lists, a sum beside prices", None,
        "total",
        Make(money::total),
    ),
    kind(
        Number, "amount_paid", "What has been paid", None,
        "amount paid, paid amount, total paid, amount received, amount collected, amount settled",
        Make(money::amount_paid),
    ),
    kind(
        Number, "amount_due", "What is left to pay", None,
        "amount due, amount remaining, balance due, outstanding amount, outstanding balance, due amount, amount owed, total \
        due, remaining amount, amount outstanding",
        Make(money::amount_due),
    ),
    kind(
        String, "order_number", "The number of an order", None,
        "order number, order no, order code, order reference, purchase order, po number, confirmation number, booking number, \
        reservation number, purchase order number, order/number, booking/number, booking reference, reservation code, \
        confirmation code, order ref, booking code",
        Form("ORD-!#####"),
    ),
    kind(
        String, "order_status", "How far an order has come", None,
        "order status, order state, order/status, order/state, fulfillment status, purchase status, checkout status, booking \
        status, reservation status, cart status, booking/status, reservation/status, cart/status, checkout/status, \
        purchase/status, fulfilment status, return status",
        OneOf(&["pending", "paid", "processing", "shipped", "delivered", "cancelled", "refunded"]),
    ),
    kind(
        String, "shipment_status", "How far a delivery has come", None,
        "shipment status, delivery status, shipping status, tracking status, parcel status, shipment/status, delivery/status, \
        parcel/status, package/status, shipment state",
        OneOf(&["label_created", "in_transit", "out_for_delivery", "delivered", "delayed", "returned"]),
    ),
    kind(
        String, "product_status", "Whether a product can be bought", None,
        "product status, availability, stock status, product/status, listing status, listing/status, inventory status, \
        availability status, item status, product/availability, =available",
        OneOf(&["in_stock", "low_stock", "out_of_stock", "preorder", "discontinued"]),
    ),
    kind(
        String, "shipping_method", "How something is sent", None,
        "shipping method, delivery method, shipping option, shipping service, delivery option, delivery type, fulfillment type, \
        shipping type",
        OneOf(&["standard", "express", "overnight", "pickup", "economy"]),
    ),
    kind(
        String, "delivery_carrier", "Who carries a parcel", None,
        "carrier, shipping carrier, courier, delivery carrier, carrier name, courier name, shipping company, shipping provider, \
        carrier code",
        OneOf(&["DHL", "UPS", "FedEx", "USPS", "DPD", "GLS", "Royal Mail"]),
    ),
    kind(
        String, "tracking_number", "The number a parcel is followed by", None,
        "tracking number, tracking code, tracking id, parcel number, shipment number, waybill, awb, tracking no, consignment \
        number, shipping tracking number",
        Form("1Z??##??##########"),
    ),
    kind(
        String, "coupon_code", "A code for a discount", None,
        "coupon code, coupon, promo code, discount code, voucher, voucher code, promotion code, gift code, gift card code, \
        referral code, promo, invite code, redemption code, voucher number, invitation code",
        OneOf(&["WELCOME10", "SUMMER25", "FREESHIP", "SPRING15", "VIP20", "THANKYOU5", "BLACKFRIDAY"]),
    ),
    kind(
        String, "material", "What something is made of", Some("commerce.productMaterial"),
        "material, fabric, product material, composition, materials",
        OneOf(&["cotton", "leather", "steel", "oak", "wool", "glass", "aluminium", "recycled plastic", "linen", "ceramic"]),
    ),
    kind(
        String, "clothing_size", "The size of a garment", None,
        "clothing size, shirt size, garment size, product/size, variant/size, dress size, apparel size, item/size, t shirt \
        size, size name, size label",
        OneOf(&["XS", "S", "M", "L", "XL", "XXL"]),
    ),
    kind(
        String, "color_name", "A colour by its name", Some("color.human"),
        "color name, colour name, product color, variant color, product/color, variant/color, product/colour, hair color, eye \
        color, item/color, favorite color",
        OneOf(&["black", "white", "navy", "red", "green", "blue", "grey", "beige", "olive", "burgundy", "yellow", "pink"]),
    ),
    kind(
        String, "unit_of_measure", "What a quantity is counted in", Some("science.unit"),
        "unit of measure, unit, measurement unit, uom, quantity unit, weight unit, measure unit, dimension unit, distance unit, \
        units of measure, length unit, base unit",
        OneOf(&["piece", "kg", "g", "l", "ml", "m", "cm", "box", "pack", "hour"]),
    ),
    kind(
        String, "warranty", "How long something is guaranteed", None,
        "warranty, warranty period, guarantee",
        OneOf(&["1 year", "2 years", "3 years", "6 months", "lifetime"]),
    ),
    kind(
        String, "condition", "How worn something is", None,
        "condition, item condition, product condition",
        OneOf(&["new", "like_new", "used", "refurbished", "for_parts"]),
    ),
    kind(
        String, "dish", "Something to eat", Some("food.dish"),
        "dish, dish name, meal, recipe, recipe name, menu item, food, dish/name, recipe/name, recipe/title, meal/name, food \
        name, food item",
        Faker,
    ),
    kind(
        String, "ingredient", "Something to cook with", Some("food.ingredient"),
        "ingredient, ingredient name, ingredient/name",
        Faker,
    ),
    kind(
        String, "cuisine", "A way of cooking", Some("food.ethnicCategory"),
        "cuisine, cuisine type, food category",
        OneOf(&["Italian", "Mexican", "Thai", "Indian", "French", "Japanese", "Greek", "Lebanese", "Korean", "Spanish"]),
    ),
    kind(
        String, "book_title", "The title of a book", Some("book.title"),
        "book title, book name, book/title, book/name, novel, book",
        Faker,
    ),
    kind(
        String, "genre", "A genre of books, films or music", Some("music.genre"),
        "genre, genre name, music genre, book genre, genre/name, movie genre",
        OneOf(&[
            "Drama", "Comedy", "Thriller", "Science fiction", "Jazz", "Rock", "Classical", "Documentary", "Romance", "Hip-hop",
            "Fantasy", "Mystery",
        ]),
    ),
    kind(
        String, "song", "The title of a piece of music", Some("music.songName"),
        "song, song name, song title, track name, track title, track/title, track/name, song/title, song/name, track",
        Faker,
    ),
    kind(
        String, "album", "The title of a record", Some("music.album"),
        "album, album name, album title, album/title, album/name",
        Faker,
    ),
    kind(
        String, "plan_name", "What a customer subscribed to", None,
        "plan, plan name, subscription plan, tier, pricing plan, plan type, subscription type, subscription tier, service tier, \
        membership, membership level, plan/name, package name, subscription level, account tier, plan tier, billing plan, \
        price tier, service level",
        OneOf(&["free", "starter", "basic", "pro", "business", "enterprise"]),
    ),
];
