import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite(.timeLimit(.minutes(5))) struct DeviceTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    @Test func `an account sees what is signed in to it, and signs it out`() async throws {
        let (token, number) = try desk.helpdesk.createToken(
            for: TestDesk.ann.id, label: "laptop", at: desk.clock.now())
        let page: Page<Device> = try await desk.get("/v1/devices", as: TestDesk.ann).json()
        #expect(page.items.map(\.isCurrent) == [true, false])
        #expect(page.items.last?.label == "laptop")
        let path = "/v1/devices/\(number)"
        #expect(try await desk.send(.delete, path, as: TestDesk.ben).problem == .notFound)
        #expect(try await desk.send(.delete, "/v1/devices/x", as: TestDesk.ann).problem == .notFound)
        for _ in 0..<2 { #expect(try await desk.send(.delete, path, as: TestDesk.ann).status == 204) }
        let answer = try await desk.send(
            .get, "/v1/me", as: nil, headers: [.authorization: "Bearer \(token.text)"])
        #expect(answer.status == 401)
        let left: Page<Device> = try await desk.get("/v1/devices", as: TestDesk.ann).json()
        #expect(left.items.count == 1)
    }

    @Test func `a device sees when the others were used last`() async throws {
        desk.clock.advance(seconds: 61)
        _ = try await desk.get("/v1/me", as: TestDesk.ann)
        let page: Page<Device> = try await desk.get("/v1/devices", as: TestDesk.ann).json()
        #expect(page.items.map(\.used) == [desk.clock.now()])
    }

    @Test(arguments: ["signed out", "revoked"])
    func `a device that is signed out takes the chats with it that were linked with it`(end: String) async throws {
        let telegram = try await desk.linkedChat()
        let (token, number) = try desk.helpdesk.createToken(
            for: TestDesk.ann.id, label: "stolen", at: desk.clock.now())
        let headers: HTTPFields = [.authorization: "Bearer \(token.text)"]
        // One chat by a code, one by a claim that the device accepted; a code is left over.
        func offer() async throws -> TelegramLinkOffer {
            try await desk.send(.post, "/v1/telegram/links", as: nil, headers: headers).json()
        }
        _ = try await telegram.redeem(code: offer().token, by: TelegramChat(id: 8, name: "Stranger"))
        _ = try await telegram.claim("Harbour Taxi", by: TelegramChat(id: 9, name: "Another"))
        let claims = try await desk.get("/v1/telegram/links", as: TestDesk.ann).json(Page<TelegramLink>.self).items
        let claim = try #require(claims.last)
        #expect(claim.state == .pending)
        var change = headers
        change[.contentType] = "application/json"
        let accepted = try await desk.send(
            .patch, "/v1/telegram/links/\(claim.id)", as: nil, headers: change,
            body: WireJSON.encode(TelegramLinkChange(state: .linked)))
        #expect(accepted.status == 200)
        let left = try await offer()
        #expect(try await telegram.chats(of: TestDesk.harbour.id).map(\.chat) == [7, 8, 9])

        let cursor = try await telegram.latestCursor()
        if end == "revoked" {
            try desk.helpdesk.revokeToken(number)
        } else {
            #expect(try await desk.send(.delete, "/v1/devices/\(number)", as: TestDesk.ann).status == 204)
        }
        #expect(try await telegram.chats(of: TestDesk.harbour.id).map(\.chat) == [7])
        #expect(try await telegram.redeem(code: left.token, by: TelegramChat(id: 10, name: "Late")) == nil)
        // The bot hears of it, and tells the chats.
        let told = try await telegram.changes(after: cursor).changes.compactMap { change in
            if case .telegramLink(let link) = change { link.state } else { nil }
        }
        #expect(told == [.unlinked, .unlinked])
    }

    @Test func `a long poll of a device that is signed out meanwhile is told nothing more`() async throws {
        let desk = desk
        let ticket = try await desk.file()
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        let number = try #require(try desk.helpdesk.tokens(of: TestDesk.ann.id).first?.id)
        async let answer = desk.get("/v1/changes?wait=60&after=\(cursor)", as: TestDesk.ann)
        while !desk.environment.notifier.hasWaiters { await Task.yield() }
        #expect(try await desk.send(.delete, "/v1/devices/\(number)", as: TestDesk.ann).status == 204)
        try await desk.write("News", in: ticket, as: TestDesk.greta)
        #expect(try await answer.problem == .unauthorized)
    }
}
