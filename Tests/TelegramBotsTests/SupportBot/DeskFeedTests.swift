import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import TelegramBots

struct DeskFeedTests {
    /// Two linked chats that speak different languages, and one of another service.
    private func rig(staff: Bool = false) async throws -> SupportRig {
        let rig = try SupportRig(staff: staff)
        for (chat, service) in [(Int64(7), MemoryDesk.zirka), (8, MemoryDesk.zirka), (9, MemoryDesk.volna)] {
            try await rig.linked(chat, service)
        }
        try await rig.say(7, "/language")
        try await rig.press(7, .language(.ukrainian))
        try await rig.press(8, .language(.russian))
        return rig
    }

    private func largeFile() -> HelpdeskModels.Attachment {
        Attachment(id: .make(), name: "logs.zip", mediaType: "application/zip", size: (50 << 20) + 1, sha256: nil)
    }

    @Test("A file over 50 MB reaches two chats of different languages as one note, and keeps nobody's answers back")
    func largeFileTwoLanguages() async throws {
        let rig = try await rig()
        let ticket = await rig.desk.addTicket("No calls")
        let other = await rig.desk.addTicket("No map", of: MemoryDesk.volna)
        await rig.desk.answer(ticket, "The logs", files: [largeFile()])
        await rig.desk.answer(other, "Restart it")
        try await rig.settle()
        #expect(rig.telegram.texts(7).last?.contains("завеликий для Telegram") == true)
        #expect(rig.telegram.texts(8).last?.contains("слишком большой для Telegram") == true)
        #expect(rig.telegram.texts(9).last?.contains("Restart it") == true)
        #expect(await rig.desk.notes.count == 1)
    }

    @Test("The staff's group is told that a customer's ticket is urgent, and of no other change of priority")
    func urgent() async throws {
        let rig = try await rig(staff: true)
        let ticket = await rig.desk.addTicket("No calls")
        let customer = TelegramAuthor.customer(chat: 7)
        _ = try await rig.desk.change(ticket.id, .prioritised(.urgent), id: .make(), by: customer)
        _ = try await rig.desk.change(ticket.id, .prioritised(.normal), id: .make(), by: customer)
        try await rig.settle()
        let told = rig.telegram.texts(SupportRig.group).filter { $0.contains("is urgent") }
        #expect(told.count == 1 && told[0].contains("№ 1 “No calls”"))
        #expect(!rig.telegram.texts(7).contains { $0.contains("urgent") })
    }

    @Test("A note that stands there in other words already, from before an update of the program, holds nothing up")
    func otherNote() async throws {
        let rig = try await rig()
        let ticket = await rig.desk.addTicket("No calls")
        let file = largeFile()
        let message = await rig.desk.answer(ticket, "The logs", files: [file])
        let id: Message.ID = rig.bot.ids(0).id("too large \(file.id)", message: 0, at: message.created)
        try await rig.desk.note("Іншими словами", id: id, in: ticket.id)
        try await rig.settle()
        #expect(rig.telegram.texts(7).last?.contains("The logs") == true)
        #expect(await rig.desk.notes == ["Іншими словами"])
    }

    @Test("A change that the desk cannot work off is set aside and told; what stands beside and behind it goes out")
    func damaged() async throws {
        let rig = try await rig(staff: true)
        let ticket = await rig.desk.addTicket("No calls")
        let other = await rig.desk.addTicket("No map", of: MemoryDesk.volna)
        await rig.desk.damage("zirka")
        await rig.desk.answer(ticket, "Lost")
        await rig.desk.damageFeed("message 5")
        await rig.desk.answer(other, "Restart it")
        try await rig.settle()
        await rig.desk.answer(other, "And again")
        try await rig.settle()
        #expect(rig.telegram.texts(9).suffix(2).allSatisfy { $0.contains("Restart it") || $0.contains("And again") })
        let told = rig.telegram.texts(SupportRig.group)
        #expect(told.contains { $0.hasPrefix("№ 1: something in this ticket did not reach everyone") })
        #expect(told.contains { $0.hasPrefix("Something that happened at the desk could not be passed on") })
        #expect(rig.lines.all.contains { $0.hasPrefix("error") && $0.contains("message 5") })
    }

    @Test("Without a group the ticket itself says that something of it was not passed on")
    func damagedWithoutGroup() async throws {
        let rig = try await rig()
        let ticket = await rig.desk.addTicket("No calls")
        await rig.desk.damage("zirka")
        await rig.desk.answer(ticket, "Lost")
        try await rig.settle()
        #expect(await rig.desk.notes.count { $0.hasPrefix("№ 1: щось") } == 1)
    }

    @Test("What is remembered of one chat and cannot be read keeps nothing from the others, nor the chat from writing")
    func unreadableMemory() async throws {
        let rig = try await rig()
        let ticket = await rig.desk.addTicket("No calls")
        try await rig.store.write { try $0.setState(["step": "of the future"], of: 7) }
        await rig.desk.answer(ticket, "Restart it")
        try await rig.settle()
        for chat: Int64 in [7, 8] { #expect(rig.telegram.texts(chat).last?.contains("Restart it") == true) }
        try await rig.say(7, "It works")
        #expect(await rig.desk.messages.last?.text == "It works")
    }

    @Test("A call that the outbox cannot store is told, and stops neither the page nor the other chats")
    func unstorable() async throws {
        let rig = try await rig(staff: true)
        let ticket = await rig.desk.addTicket("No calls")
        try rig.store.breakInserts(into: "outbox", where: "NEW.chat = 7")
        await rig.desk.answer(ticket, "Restart it")
        try await rig.settle()
        #expect(rig.telegram.texts(8).last?.contains("Restart it") == true)
        #expect(rig.telegram.texts(SupportRig.group).contains { $0.contains("did not reach everyone") })
    }

    @Test("A desk that is busy is something else: the page waits as a whole, and nothing is lost or told")
    func busy() async throws {
        let rig = try await rig(staff: true)
        let ticket = await rig.desk.addTicket("No calls")
        await rig.desk.answer(ticket, "Restart it")
        await rig.desk.fail(1)
        let error = await #expect(throws: TelegramDeskError.self) { try await rig.feed.pass(wait: 0) }
        #expect(error == .unavailable("busy"))
        try await rig.settle()
        for chat: Int64 in [7, 8] { #expect(rig.telegram.texts(chat).count { $0.contains("Restart it") } == 1) }
        #expect(!rig.telegram.texts(SupportRig.group).contains { $0.contains("did not reach") })
    }

    @Test("An attachment that is empty or missing is named, and keeps the words and the other files back from nobody")
    func missingFile() async throws {
        let rig = try await rig()
        let ticket = await rig.desk.addTicket("No calls")
        let empty = Attachment(id: .make(), name: "empty.log", mediaType: "text/plain", size: 0, sha256: nil)
        let lost = Attachment(id: .make(), name: "lost.log", mediaType: "text/plain", size: 5, sha256: nil)
        await rig.desk.answer(ticket, "See here", files: [empty, lost])
        try await rig.settle()
        let text = try #require(rig.telegram.texts(8).last)
        #expect(text.contains("See here") && text.contains("«empty.log»") && text.contains("«lost.log»"))
        #expect(!rig.telegram.calls.contains { $0.isForm })
    }

    @Test("A file is looked for when it is sent: it waits while the desk is away, and is told if it has gone")
    func fileAtSending() async throws {
        let rig = try await rig()
        let ticket = await rig.desk.addTicket("No calls")
        let content = try #require(await rig.desk.keep(Data("log".utf8)))
        let file = Attachment(id: .make(), name: "call.log", mediaType: "text/plain", size: 3, sha256: content)
        await rig.desk.answer(ticket, "See here", files: [file])
        try await rig.work()
        await rig.desk.fail(2)
        while let next = try await rig.sender.sendDue() { rig.clock.move(to: next) }
        #expect(rig.telegram.calls.count { $0.isForm } == 2)
        #expect(await rig.desk.failures == 0)

        await rig.desk.answer(ticket, "Once more", files: [file])
        try await rig.work()
        try FileManager.default.removeItem(at: rig.desk.folder)
        try await rig.settle()
        for chat: Int64 in [7, 8] { #expect(rig.telegram.texts(chat).last?.contains("Once more") == true) }
        #expect(rig.telegram.calls.count { $0.isForm } == 2)
        #expect(try await rig.store.texts("SELECT reason FROM outbox WHERE state = 'failed'").count == 2)
    }

    @Test("A chat that moves to another service receives nothing more of the first one, not even what waited")
    func moved() async throws {
        let rig = try await rig()
        let ticket = await rig.desk.addTicket("No calls")
        await rig.desk.answer(ticket, "For Zirka only")
        try await rig.feed.pass(wait: 0)
        await rig.desk.offer("code", for: MemoryDesk.volna)
        // The answer waits in the outbox while the person uses a code of another service.
        try await rig.receive([rig.update("message", rig.message(7, "/start code"))])
        try await rig.worker.drain()
        try await rig.receive([rig.update("callback_query", rig.query(7, .link(true)))])
        try await rig.worker.drain()
        try await rig.settle()
        #expect(await rig.desk.chats[7]?.service == MemoryDesk.volna)
        #expect(!rig.telegram.texts(7).contains { $0.contains("For Zirka only") })
        #expect(rig.telegram.texts(8).contains { $0.contains("For Zirka only") })
    }
}
