import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

extension RealBackends {
    /// The traps of Request Tracker, each on a real one.
    @Suite("Request Tracker", .enabled(if: Tracker.usual != nil || !Tracker.mayBeMissing))
    struct RequestTrackerTests {
        let tracker: Tracker
        let customer: RequestTrackerBackend
        let agent: RequestTrackerBackend
        let folder: TemporaryFolder

        init() throws {
            tracker = try #require(Tracker.usual)
            customer = try tracker.backend()
            agent = try tracker.backend("agent")
            folder = try TemporaryFolder()
        }

        // MARK: Reading

        @Test("a list of several pages is read to its end, and the addresses with http: that RT names are not asked")
        func paging() async throws {
            let list = try await tracker.list("fleet", "/tickets?query=id%3E0&per_page=100")
            #expect(list.nextPage?.hasPrefix("http://localhost") == true)
            let counted = CountingTransport(try CurlTransport(caFile: tracker.caFile))
            var mirror = Mirror()
            let pages = try await mirror.catchUp(with: tracker.backend("fleet", transport: counted))
            #expect(counted.requests.allSatisfy { $0.url.hasPrefix(tracker.baseUrl + "/") })
            #expect(pages > 2)
            #expect(mirror.tickets.count == 130)
            #expect(
                mirror.topics[tracker.queue("Telephony")]?.recommendation[.english] == "Restart the softphone once.")
            #expect(mirror.topics[tracker.queue("Billing")]?.recommendation[.english] == "About Billing")
            #expect(mirror.topics[tracker.queue("Hidden")] == nil)
        }

        @Test("HTML becomes text")
        func html() async throws {
            let (ticket, mirror) = try await seeded("html")
            #expect(
                mirror.messages(of: ticket).last?.text
                    == "Вітаю,\n\n- перше\n- друге\n\nДив. сторінку <https://desk.test/x>")
        }

        @Test("HTML is shown beside the footer of a mailing list")
        func footer() async throws {
            let (ticket, mirror) = try await seeded("footer")
            #expect(mirror.messages(of: ticket).first?.text == "Тіло листа в HTML\n\n_____\nMailing list footer")
        }

        @Test(
            "a mail of several long texts arrives, with files for those that are too much",
            arguments: ["customer", "agent"])
        func longTexts(_ role: String) async throws {
            var mirror = Mirror()
            try await mirror.catchUp(with: tracker.backend(role))
            let ticket = try #require(mirror.ticket("Five long texts").first)
            let message = try #require(mirror.messages(of: ticket.id).first)
            #expect(message.text.hasPrefix("Рядок") && message.attachments.count == 4)
            #expect(message.attachments.allSatisfy { $0.name.hasSuffix(".txt") && $0.size > 900_000 })
            #expect(mirror.ticket("No sound on line 2").count == 1)
        }

        @Test(
            "a colleague in Cc is a customer, and nobody to whom tickets are handed", arguments: ["customer", "agent"])
        func copied(_ role: String) async throws {
            var mirror = Mirror()
            try await mirror.catchUp(with: tracker.backend(role))
            let ticket = try #require(mirror.ticket("With a colleague").first)
            #expect(mirror.messages(of: ticket.id).map(\.author.role) == [.customer, .customer])
            #expect(ticket.status != .waiting)
        }

        @Test("comments of agents are never shown to a customer")
        func comments() async throws {
            let (id, mirror) = try await seeded("talk")
            let ticket = try #require(mirror.tickets[id])
            #expect(mirror.messages.values.allSatisfy { !$0.text.contains("INTERNAL") && !$0.isInternal })
            #expect(ticket.status == .waiting)
            #expect(ticket.updated == mirror.messages(of: id).last?.created)
        }

        @Test("dates that are not set, which RT writes as 1970, are none")
        func unsetDates() async throws {
            let (id, mirror) = try await seeded("talk")
            #expect(try #require(mirror.tickets[id]).resolved == nil)
            let yesterday = Timestamp.now.adding(seconds: -86_400)
            #expect(mirror.tickets.values.allSatisfy { $0.created > yesterday && $0.updated > yesterday })
        }

        @Test("hidden rows, more than a page has, cut no conversation short", arguments: ["customer", "agent"])
        func hiddenRows(_ role: String) async throws {
            var mirror = Mirror()
            try await mirror.catchUp(with: tracker.backend(role))
            let ticket = try #require(mirror.ticket("Long discussed").first)
            let texts = mirror.messages(of: ticket.id).map(\.text)
            #expect(texts == ["What do you think?", "We thought about it."])
        }

        @Test("files that agents sent come back, also text in another character set")
        func receivedFiles() async throws {
            let (ticket, mirror) = try await seeded("files")
            let files = try #require(mirror.messages(of: ticket).last).attachments
            #expect(files.map(\.name) == ["every byte.bin", "old.txt"])
            let bytes = try await bytes(of: files[0])
            #expect(bytes == Data((0...255).map { UInt8($0) }))
            // RT keeps text as UTF-8; the size that it names is that of what it keeps.
            let text = try await self.bytes(of: files[1])
            #expect(String(decoding: text, as: UTF8.self) == "Привіт")
            #expect(Int64(text.count) == files[1].size)
        }

        @Test("a ticket that was merged is followed, with its messages and its replies")
        func merged() async throws {
            let first = try await file("Зливається")
            let second = try await file("Ціль злиття")
            var mirror = Mirror()
            try await mirror.catchUp(with: customer)
            try await tracker.administer(
                .put, "/ticket/\(first.ticket.number)", ["MergeInto": String(second.ticket.number)])
            try await mirror.catchUp(with: customer)
            #expect(mirror.tickets[first.ticket.id] == nil)
            #expect(mirror.messages(of: second.ticket.id).map(\.text) == ["Зливається.", "Ціль злиття."])
            let update = try await customer.putMessage(
                .make(), ticket: first.ticket.id, NewMessage(origin: .cli, text: "до злитого"))
            #expect(update.ticket.id == second.ticket.id)
            #expect(update.messages.contains { $0.text == "до злитого" })
            // Whoever comes later sees the same.
            var later = Mirror()
            try await later.catchUp(with: customer)
            #expect(later.messages(of: second.ticket.id).map(\.text) == ["Зливається.", "Ціль злиття.", "до злитого"])
        }

        @Test("a ticket that was moved changes its topic, and one that was moved out of sight is gone")
        func moved() async throws {
            let filed = try await file("Переїжджає")
            let hidden = try await file("Зникає в черзі")
            var mirror = Mirror()
            try await mirror.catchUp(with: customer)
            try await tracker.administer(.put, "/ticket/\(filed.ticket.number)", ["Queue": "Billing"])
            try await tracker.administer(.put, "/ticket/\(hidden.ticket.number)", ["Queue": "Hidden"])
            try await mirror.catchUp(with: customer)
            #expect(mirror.tickets[filed.ticket.id]?.topic == tracker.queue("Billing"))
            #expect(mirror.tickets[hidden.ticket.id] == nil)
        }

        @Test("a ticket that was deleted or given to somebody else is gone")
        func vanished() async throws {
            let deleted = try await file("Видаляється")
            let given = try await file("Віддається")
            var mirror = Mirror()
            try await mirror.catchUp(with: customer)
            try await tracker.administer(.put, "/ticket/\(deleted.ticket.number)", ["Status": "deleted"])
            try await tracker.administer(
                .put, "/ticket/\(given.ticket.number)", ["Requestor": tracker.user("stranger").name])
            try await mirror.catchUp(with: customer)
            #expect(mirror.tickets[deleted.ticket.id] == nil && mirror.tickets[given.ticket.id] == nil)
        }

        @Test("an idle round is one request, a round with a change three, and one with a file in it four")
        func roundCost() async throws {
            let counted = CountingTransport(try CurlTransport(caFile: tracker.caFile))
            let backend = try tracker.backend(transport: counted)
            let filed = try await file("Рахуємо")
            var mirror = Mirror()
            try await mirror.catchUp(with: backend)
            // What happened in the last seconds is read again until nothing more can happen in them.
            var idle = 0
            for _ in 0..<200 where idle != 1 {
                counted.reset()
                try await mirror.catchUp(with: backend)
                idle = counted.count
            }
            #expect(idle == 1)
            _ = try await agent.putMessage(
                .make(), ticket: filed.ticket.id, NewMessage(origin: .cli, text: "одна зміна"))
            counted.reset()
            try await mirror.catchUp(with: backend)
            #expect(counted.count == 3)
            #expect(mirror.messages(of: filed.ticket.id).last?.text == "одна зміна")
            let mail = try await OutgoingMail([("файл.bin", Data([0, 255]))], to: agent, in: folder)
            _ = try await agent.putMessage(
                .make(), ticket: filed.ticket.id,
                NewMessage(origin: .cli, text: "з файлом", attachments: mail.attachments), mail.context)
            counted.reset()
            try await mirror.catchUp(with: backend)
            #expect(counted.count == 4)
            let last = try #require(mirror.messages(of: filed.ticket.id).last)
            #expect(last.text == "з файлом" && last.attachments.map(\.name) == ["файл.bin"])
        }

        @Test("a refusal means the same to a user whose language is not English")
        func language() async throws {
            let reader = try tracker.user("freight")
            try await tracker.administer(.put, "/user/\(reader.id)", ["Lang": "ru"])
            let backend = try tracker.backend("freight")
            let (foreign, _) = try await seeded("talk")
            let error = await #expect(throws: HelpdeskError.self) {
                _ = try await backend.putMessage(.make(), ticket: foreign, NewMessage(origin: .cli, text: "x"))
            }
            #expect(error?.code == .forbidden)
        }

        // MARK: Writing

        @Test("in a queue as RT comes, with no fields of ours, nothing is filed or said twice either")
        func stockQueue() async throws {
            let id = Ticket.ID.make()
            let subject = "Стокова \(id.description.prefix(13))"
            let ticket = NewTicket(
                topic: tracker.queue("Stock"), subject: subject, messageID: .make(),
                message: NewMessage(origin: .cli, text: "перше"))
            let first = try await customer.putTicket(id, ticket)
            let again = try await customer.putTicket(id, ticket, PutContext(lastTry: longAgo))
            #expect(first.ticket.number == again.ticket.number)

            let context = PutContext(lastTry: longAgo, newestKnown: first.messages.last?.id)
            let reply = NewMessage(origin: .cli, text: "так само")
            let message = Message.ID.make()
            _ = try await customer.putMessage(message, ticket: first.ticket.id, reply)
            let update = try await customer.putMessage(message, ticket: first.ticket.id, reply, context)
            #expect(update.messages.map(\.text) == ["перше", "так само"])

            // Nothing tells whether the same words of an unknown time are these.
            let error = await #expect(throws: HelpdeskError.self) {
                _ = try await customer.putMessage(
                    .make(), ticket: first.ticket.id, reply, PutContext(lastTry: longAgo))
            }
            #expect(error?.code == .perhapsSent && error?.isPermanent == true)
        }

        @Test("in a queue with RT's own lifecycle a customer neither resolves nor reopens, and is told so before")
        func stockLifecycle() async throws {
            let ticket = try await customer.putTicket(
                .make(),
                NewTicket(
                    topic: tracker.queue("Stock"), subject: "Без права", messageID: .make(),
                    message: NewMessage(origin: .cli, text: "Без права"))
            ).ticket
            let error = await #expect(throws: HelpdeskError.self) {
                _ = try await customer.putEvent(.make(), ticket: ticket.id, NewEvent(kind: .resolved))
            }
            #expect(error?.code == .forbidden)
            try await tracker.administer(.put, "/ticket/\(ticket.number)", ["Status": "resolved"])
            var mirror = Mirror()
            try await mirror.catchUp(with: customer)
            #expect(mirror.topics[tracker.queue("Stock")]?.refused?.contains(.reopened) == true)
            #expect(mirror.topics[tracker.queue("Telephony")]?.refused == nil)
            let refusal = await #expect(throws: HelpdeskError.self) {
                _ = try await customer.putEvent(.make(), ticket: ticket.id, NewEvent(kind: .reopened))
            }
            #expect(refusal?.code == .forbidden)
        }

        @Test("what may still be on its way is looked for again before it is sent again")
        func onItsWay() async throws {
            let ticket = NewTicket(
                topic: tracker.queue("Telephony"), subject: "Ще в дорозі", messageID: .make(),
                message: NewMessage(origin: .cli, text: "Ще в дорозі"))
            let error = await #expect(throws: HelpdeskError.self) {
                _ = try await customer.putTicket(.make(), ticket, PutContext(lastTry: .now))
            }
            #expect(error?.disposition == .transient && error?.retryAfter != nil)
            var mirror = Mirror()
            try await mirror.catchUp(with: customer)
            #expect(mirror.ticket("Ще в дорозі").isEmpty)
        }

        @Test("Cyrillic letters and emoji in the name of a file arrive as they were")
        func fileNames() async throws {
            try await sendsAndReceives("рахунок — «серпень» 😀🚕.pdf", Data([1, 2, 3]))
        }

        @Test("text/plain with bytes of Windows-1251 and a NUL comes back byte for byte")
        func oldText() async throws {
            try await sendsAndReceives("нотатки.txt", Data([0xCF, 0xF0, 0xE8, 0xE2, 0xB3, 0xF2, 0x00, 0x0A]))
        }

        @Test("an empty file, which RT does not take, is named in the text, and its message arrives with the others")
        func emptyFile() async throws {
            let ticket = try await file("Порожній файл").ticket
            let files = [("empty.bin", Data()), ("full.bin", Data([1, 2, 3]))]
            let mail = try await OutgoingMail(files, to: customer, in: folder)
            let update = try await customer.putMessage(
                .make(), ticket: ticket.id,
                NewMessage(origin: .cli, text: "порожньо", attachments: mail.attachments), mail.context)
            #expect(update.messages.contains { $0.text == "порожньо\n\n📎 empty.bin (0 B)" })
            var mirror = Mirror()
            try await mirror.catchUp(with: customer)
            let messages = mirror.messages(of: ticket.id)
            #expect(messages.count == 2)
            #expect(messages.flatMap(\.attachments).map(\.name) == ["full.bin"])
        }

        @Test("an agent assigns and moves a ticket; a customer may not, and nothing changes")
        func handling() async throws {
            let ticket = try await file("Передати").ticket
            let me = try await agent.me().user.id
            let assigned = try await agent.putEvent(.make(), ticket: ticket.id, .assigned(to: me))
            #expect(assigned.ticket.assignee?.id == me)
            let moved = try await agent.putEvent(
                .make(), ticket: ticket.id, .moved(to: tracker.queue("Billing")))
            #expect(moved.ticket.topic == tracker.queue("Billing"))
            let error = await #expect(throws: HelpdeskError.self) {
                _ = try await customer.putEvent(
                    .make(), ticket: ticket.id, .moved(to: tracker.queue("Telephony")))
            }
            #expect(error?.code == .forbidden)
            // And everybody reads in the timeline what happened.
            _ = try await agent.putEvent(.make(), ticket: ticket.id, .assigned(to: nil))
            for role in ["customer", "agent"] {
                var mirror = Mirror()
                try await mirror.catchUp(with: tracker.backend(role))
                let events = mirror.events.values.filter { $0.ticket == ticket.id }.sorted { $0.id < $1.id }
                #expect(events.map(\.kind) == [.created, .assigned, .moved])
                #expect(events[1].detail == "Alex Agent" && events[1].author.role.isStaff)
                #expect(events[2].topic == tracker.queue("Billing"))
            }
        }

        @Test("an agent is told whom a ticket can be handed to, a customer is not")
        func colleagues() async throws {
            let ticket = try await file("Кому передати").ticket
            let me = try await agent.me().user.id
            _ = try await agent.putEvent(.make(), ticket: ticket.id, .assigned(to: me))
            for (backend, isTold) in [(agent, true), (customer, false)] {
                var agents: Set<User.ID> = []
                var cursor: String?
                var hasMore = true
                while hasMore {
                    let page = try #require(try await backend.changes(after: cursor, limit: 100, wait: 0))
                    for case .agent(let agent) in page.changes { agents.insert(agent.id) }
                    (cursor, hasMore) = (page.cursor, page.hasMore)
                }
                #expect(agents.contains(me) == isTold)
                #expect(agents.isDisjoint(with: ["Nobody", "RT_System"]))
            }
        }

        // MARK: Signing in

        @Test("a name and a password do as well as a token")
        func password() async throws {
            let user = try tracker.user("customer")
            let backend = try RequestTrackerBackend(
                url: tracker.baseUrl + "/REST/2.0", user: user.name, secret: Secret(user.password),
                transport: CurlTransport(caFile: tracker.caFile))
            #expect(try await backend.me().user.id.rawValue == user.name)
            let wrong = try RequestTrackerBackend(
                url: tracker.baseUrl, user: user.name, secret: "something else",
                transport: CurlTransport(caFile: tracker.caFile))
            let error = await #expect(throws: HelpdeskError.self) { _ = try await wrong.me() }
            #expect(error?.code == .tokenRejected)
        }

        @Test("an expired session is renewed without anybody noticing")
        func expiredSession() async throws {
            let counted = CountingTransport(try CurlTransport(caFile: tracker.caFile))
            let backend = try tracker.backend(transport: counted)
            _ = try await backend.me()
            counted.reset()
            _ = try await backend.me()
            #expect(counted.count == 1)
            let sessions = tracker.folder + "/session"
            for name in try FileManager.default.contentsOfDirectory(atPath: sessions) {
                try FileManager.default.removeItem(atPath: sessions + "/" + name)
            }
            counted.reset()
            _ = try await backend.me()
            // Refused, signed in, asked again.
            #expect(counted.count == 3)
        }

        @Test("a certificate of an unknown authority is refused")
        func wrongAuthority() async throws {
            let backend = try tracker.backend(transport: CurlTransport(caFile: tracker.otherCaFile))
            let error = await #expect(throws: HelpdeskError.self) { _ = try await backend.me() }
            #expect(error?.code == .untrustedCertificate)
        }

        @Test("the kind of backend is recognised, and nothing is sent to find it out")
        func recognition() async throws {
            let recognition = BackendRecognition(transport: try CurlTransport(caFile: tracker.caFile))
            let found = try await recognition.recognise(tracker.baseUrl)
            #expect(found.kind == .requestTracker && found.url == tracker.baseUrl)
            if let desk = try? NativeDesk.shared?.conformance.customer() as? NativeBackend {
                let native = BackendRecognition(transport: try CurlTransport(caFile: NativeDesk.shared?.authorities))
                #expect(try await native.recognise(desk.url).kind == .cabdesk)
            }
        }

        // MARK: Help

        private let longAgo = Timestamp.now.adding(seconds: -3600)

        private func file(_ subject: String) async throws -> TicketUpdate {
            try await customer.putTicket(
                .make(),
                NewTicket(
                    topic: tracker.queue("Telephony"), subject: subject, messageID: .make(),
                    message: NewMessage(origin: .cli, text: subject + ".")))
        }

        /// Sends the file in a reply, and looks at it as an agent does.
        private func sendsAndReceives(_ name: String, _ data: Data) async throws {
            let ticket = try await file("З файлом").ticket.id
            let mail = try await OutgoingMail([(name, data)], to: customer, in: folder)
            let update = try await customer.putMessage(
                .make(), ticket: ticket, NewMessage(origin: .cli, text: "файл", attachments: mail.attachments),
                mail.context)
            let attachment = try #require(update.messages.last?.attachments.first)
            #expect(attachment.name == name)
            let path = folder.path + "/as-agent"
            try await agent.download(attachment, to: path, from: 0) { _ in }
            #expect(FileManager.default.contents(atPath: path) == data)
        }

        /// The ticket of the seed, as the customer sees it.
        private func seeded(_ name: String) async throws -> (Ticket.ID, Mirror) {
            var mirror = Mirror()
            try await mirror.catchUp(with: customer)
            let number = try #require(tracker.tickets[name])
            return (try #require(mirror.tickets.values.first { $0.number == number }).id, mirror)
        }

        private func bytes(of attachment: HelpdeskModels.Attachment) async throws -> Data {
            let path = folder.path + "/\(attachment.id)"
            try await customer.download(attachment, to: path, from: 0) { _ in }
            return try #require(FileManager.default.contents(atPath: path))
        }
    }
}
