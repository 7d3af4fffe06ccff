import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// Telegram chats of a service, and incidents.
struct TelegramController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let store = environment.store
        return [
            Endpoint(.get, "/v1/telegram/links", query: Request.pageParameters) { request, _, account in
                try .json(
                    await store.telegramLinks(
                        for: account, after: request.pageStart(), limit: request.pageLimit()))
            },
            Endpoint(.post, "/v1/telegram/links", offer),
            Endpoint(.patch, "/v1/telegram/links/{link}", change),
            Endpoint(.delete, "/v1/telegram/links/{link}", end),
            Endpoint(.get, "/v1/incidents", query: Request.pageParameters) { request, _, _ in
                try .json(await store.incidents(after: request.pageStart(), limit: request.pageLimit()))
            },
        ]
    }

    @Sendable private func offer(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        guard let bot = try await environment.store.desk().supportBot, bot.isConnected else {
            throw ProblemError(.notFound, "The desk is not connected to Telegram.")
        }
        let code = LinkCode.make()
        let now = environment.now()
        let offer = TelegramLinkOffer(
            bot: bot.username, token: code.text, expires: now.adding(seconds: TelegramRules.offerLifetime))
        try await environment.store.createTelegramOffer(
            digest: environment.digester.digest(of: code), by: account, at: now, expires: offer.expires)
        return try .json(offer, status: .created)
    }

    @Sendable private func change(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let id: TelegramLink.ID = try context.id("link")
        let change: TelegramLinkChange = try await request.json(.telegramLinkChange)
        return try .json(
            await environment.store.changeTelegramLink(id, change, by: account, at: environment.now()))
    }

    @Sendable private func end(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        try await environment.store.endTelegramLink(context.id("link"), by: account, at: environment.now())
        return .done
    }
}
