import HelpdeskModels

/// What `telegram link --json` prints.
struct TelegramOfferJSON: Encodable {
    let bot: String
    let link: String
    let command: String
    let expires: Timestamp

    init(_ offer: TelegramLinkOffer) {
        bot = offer.bot
        link = offer.link
        command = offer.command
        expires = offer.expires
    }
}
