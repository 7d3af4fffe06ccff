import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Logging
import SystemKit

/// Telegram chats of a service, and incidents.
struct TelegramController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let desk = environment.desk
        return [
            Endpoint(.get, "/v1/telegram/links", query: Request.pageParameters) { request, _, account in
                try .json(
                    await desk.telegramLinks(
                        for: account, after: request.pageStart(), limit: request.pageLimit()))
            },
            Endpoint(.post, "/v1/telegram/links", offer),
            Endpoint(.patch, "/v1/telegram/links/{link}", change),
            Endpoint(.delete, "/v1/telegram/links/{link}", end),
            Endpoint(.get, "/v1/incidents", query: Request.pageParameters) { request, _, _ in
                try .json(await desk.incidents(after: request.pageStart(), limit: request.pageLimit()))
            },
        ]
    }

    @Sendable private func offer(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        guard let bot = try await environment.desk.desk().supportBot, bot.isConnected else {
            throw ProblemError(.notFound, "The desk is not connected to Telegram.")
        }
        let code = LinkCode.make()
        let now = environment.now()
        let offer = TelegramLinkOffer(
            bot: bot.username, token: code.text, expires: now.adding(seconds: TelegramRules.offerLifetime))
        try await environment.desk.createTelegramOffer(
            digest: environment.digester.digest(of: code), by: account, at: now, expires: offer.expires)
        return try .json(offer, status: .created)
    }

    @Sendable private func change(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let id: TelegramLink.ID = try context.id("link")
        let change: TelegramLinkChange = try await request.json(.telegramLinkChange)
        return try .json(
            await environment.desk.changeTelegramLink(id, change, by: account, at: environment.now()))
    }

    @Sendable private func end(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        try await environment.desk.endTelegramLink(context.id("link"), by: account, at: environment.now())
        return .done
    }
}

/// Drafts that are open in a terminal, and the files from the phone for them.
struct DraftController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let desk = environment.desk
        let now = environment.now
        return [
            Endpoint(.put, "/v1/drafts/{draft}") { request, context, account in
                let open: DraftAnnouncement = try await request.json(.openDraft)
                try await desk.announce(
                    context.id("draft"), open, by: account, at: now(),
                    expires: now().adding(seconds: DraftAnnouncement.lifetime))
                return .done
            },
            Endpoint(.delete, "/v1/drafts/{draft}") { _, context, account in
                try await desk.closeDraft(context.id("draft"), by: account)
                return .done
            },
            Endpoint(.delete, "/v1/drafts/{draft}/files/{file}") { _, context, account in
                let content = try await desk.removePhoneFile(
                    context.id("file"), of: context.id("draft"), by: account, at: now())
                await collect(content, context)
                return .done
            },
        ]
    }

    /// Frees the space of a file at once.
    private func collect(_ content: SHA256Digest, _ context: ServerContext) async {
        do {
            try await BlockingWork.run { [desk = environment.desk] in _ = try desk.collect([content]) }
        } catch {
            // The file is removed as far as anybody can see, and its content goes when the server tidies up.
            context.logger.warning("The content of a file from a phone could not be removed yet.")
        }
    }
}
