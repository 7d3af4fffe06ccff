import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@Suite("Linking Telegram")
struct LinkingTests {
    private func page(links: [TelegramLink] = []) -> AppState {
        var state = UIFixture.state(size: Size(rows: 40, columns: 120), language: .english)
        _ = state.update(.deskLoaded(SampleDesk.connected(links: links)))
        state.press(.character("3"))
        return state
    }

    private func text(_ state: AppState) -> String {
        state.view(theme: .fallback).lines.joined(separator: "\n")
    }

    @Test("a code is asked for once, can be copied, and is shown again while it is valid")
    func code() {
        var state = page()
        #expect(state.press(.character("l")) == [.remote(.offerLink)])
        #expect(state.press(.character("l")) == [])
        #expect(state.press(.character("y")) == [])
        _ = state.update(.linkOffered(SampleDesk.offer))
        #expect(text(state).contains("valid for 14 min"))
        #expect(state.press(.character("y")) == [.screen(.copy("/start abcdefghijklmnopqrstuv_-"))])
        #expect(
            state.press(.character("Y"))
                == [.screen(.copy("https://t.me/example_support_bot?start=abcdefghijklmnopqrstuv_-"))])
        state.press(.escape)
        #expect(!text(state).contains("valid for"))
        #expect(state.press(.character("l")) == [])
        #expect(text(state).contains("valid for 14 min"))
        _ = state.update(.minutePassed(SampleDesk.time("2026-03-12T12:38:00Z")))
        #expect(text(state).contains("valid for 1 min"))
        _ = state.update(.minutePassed(SampleDesk.time("2026-03-12T12:40:00Z")))
        #expect(text(state).contains("The code has expired"))
        #expect(state.press(.character("l")) == [.remote(.offerLink)])
    }

    @Test("the page turns to linked without a key press")
    func turnsToLinked() {
        var state = page(links: [SampleDesk.quietChat])
        state.press(.character("l"))
        _ = state.update(.linkOffered(SampleDesk.offer))
        // The page does not wait for a chat that was linked before, or that a colleague links meanwhile.
        var colleagues = SampleDesk.linkedChat
        colleagues.user = SampleDesk.petro
        _ = state.update(.deskLoaded(SampleDesk.connected(links: [SampleDesk.quietChat, colleagues])))
        #expect(text(state).contains("Waiting for Telegram"))
        _ = state.update(.deskLoaded(SampleDesk.connected(links: [SampleDesk.quietChat, SampleDesk.linkedChat])))
        #expect(text(state).contains("Linked: Олена"))
        #expect(text(state).contains("linked 2026-03-12 14:25"))
        #expect(!text(state).contains("Waiting for Telegram"))
    }

    @Test("a chat that is linked anew to the same service ends the waiting, too")
    func linkedAnew() {
        var earlier = SampleDesk.linkedChat
        earlier.linked = SampleDesk.time("2026-01-01T00:00:00Z")
        var state = page(links: [earlier])
        state.press(.character("l"))
        _ = state.update(.linkOffered(SampleDesk.offer))
        _ = state.update(.deskLoaded(SampleDesk.connected(links: [earlier])))
        #expect(text(state).contains("Waiting for Telegram"))
        _ = state.update(.deskLoaded(SampleDesk.connected(links: [SampleDesk.linkedChat])))
        #expect(text(state).contains("Linked: Олена"))
    }

    @Test("a chat is unlinked after a question, and one of several is chosen first")
    func unlink() {
        var state = page(links: [SampleDesk.quietChat])
        #expect(state.press(.character("u")) == [])
        #expect(text(state).contains("Unlink Петро?"))
        #expect(state.press(.character("n")) == [])
        state.press(.character("u"))
        #expect(state.press(.character("y")) == [.remote(.endLink(SampleDesk.quietChat))])
        state = page(links: [SampleDesk.quietChat, SampleDesk.linkedChat])
        #expect(
            state.press(.character("u"), .down, .enter, .character("y")) == [.remote(.endLink(SampleDesk.linkedChat))])
    }

    @Test("a claim is accepted after a question, or turned away")
    func claims() {
        var state = page(links: [SampleDesk.claim])
        state.press(.character("a"))
        #expect(text(state).contains("Link Максим (@max_drv) to your taxi service?"))
        #expect(
            state.press(.character("y"))
                == [.remote(.changeLink(SampleDesk.claim, TelegramLinkChange(state: .linked)))])
        #expect(
            state.press(.character("x"))
                == [.remote(.changeLink(SampleDesk.claim, TelegramLinkChange(state: .rejected)))])
    }

    @Test("answers are turned off and on")
    func answers() {
        var state = page(links: [SampleDesk.quietChat])
        #expect(
            state.press(.character("w"))
                == [.remote(.changeLink(SampleDesk.quietChat, TelegramLinkChange(wantsAnswers: true)))])
    }

    @Test("what cannot be done says why")
    func reasons() {
        func reason(_ state: AppState, _ key: Character) -> String {
            var state = state
            #expect(state.press(.character(key)) == [])
            return text(state)
        }
        var state = page()
        #expect(reason(state, "u").contains("No chat is linked."))
        #expect(reason(state, "a").contains("Nobody is waiting to be linked."))
        #expect(reason(state, "y").contains("There is no code yet."))
        state.capabilities.telegram = false
        #expect(reason(state, "l").contains("this helpdesk does not offer it"))
        state.press(.end)
        #expect(text(state).contains("Chats cannot be linked here"))
        state = UIFixture.state(language: .english)
        state.press(.character("3"))
        #expect(reason(state, "l").contains("This desk is not connected to Telegram."))
        var staff = SampleDesk.connected()
        staff.me?.user.role = .agent
        _ = state.update(.deskLoaded(staff))
        #expect(reason(state, "l").contains("from the account of a taxi service"))
    }

    @Test("a desk that lost its bot meanwhile, or cannot be reached, says so")
    func refusals() {
        var state = page()
        state.press(.character("l"))
        _ = state.update(.linkNotOffered(HelpdeskError(.notFound)))
        #expect(text(state).contains("This desk is not connected to Telegram."))
        state.press(.character("l"))
        _ = state.update(.linkNotOffered(HelpdeskError(.unreachable, subject: "desk.example")))
        #expect(text(state).contains("desk.example"))
        #expect(state.press(.character("l")) == [.remote(.offerLink)])
    }

    @Test("a chat's name from Telegram cannot drive the terminal")
    func foreignText() {
        var link = SampleDesk.linkedChat
        link.chatName = "A\u{1B}[2J\u{202E}B"
        var state = page(links: [link])
        state.press(.end)
        #expect(!text(state).contains("\u{1B}"))
        state.press(.character("u"))
        #expect(!text(state).contains("\u{1B}") && !text(state).contains("\u{202E}"))
    }

    @Test("devices are listed and signed out after a question")
    func devices() {
        var state = page()
        #expect(state.press(.character("1"), .character("3")) == [.remote(.devices)])
        _ = state.update(.devicesLoaded(SampleDesk.devices))
        #expect(text(state).contains("диспетчерська-1 (this one)"))
        #expect(
            state.press(.character("s"), .down, .enter, .character("y")) == [.remote(.signOut(SampleDesk.devices[1]))])
    }

    @Test(
        "what is written is announced where a chat of one's own could send a file, and a file that came is asked about")
    func phone() {
        var state = UIFixture.state(size: Size(rows: 40, columns: 120), language: .english)
        #expect(state.press(.character("2")) == [])
        var desk = SampleDesk.connected(links: [SampleDesk.linkedChat])
        let draft = state.create.draft.id
        #expect(state.update(.deskLoaded(desk)) == [.remote(.announceDraft(draft, title: ""))])
        #expect(state.update(.deskLoaded(desk)) == [])
        #expect(state.update(.minutePassed(SampleDesk.now)).last == .remote(.announceDraft(draft, title: "")))
        #expect(state.press(.alt("1")) == [.remote(.closeDraft(draft))])

        let photo = PhoneFile(
            id: SampleDesk.id(71), draft: EntityID(draft.uuid), name: "photo.jpg", mediaType: "image/jpeg",
            size: 2_150_400, sha256: SampleDesk.digest, created: SampleDesk.now)
        var other = photo
        other.id = SampleDesk.id(72)
        other.draft = SampleDesk.id(73)
        desk.phoneFiles = [other, photo]
        _ = state.update(.deskLoaded(desk))
        #expect(!text(state).contains("From your phone"))
        state.press(.alt("2"))
        #expect(text(state).contains("From your phone: photo.jpg. ^T attaches it."))
        state.type("y")
        state.press(.control("t"))
        #expect(text(state).contains("Attach photo.jpg (2.1 MB), sent from your phone?"))
        #expect(state.press(.character("y")).last?.arriving?.source == .phone(photo))
        _ = state.update(.deskLoaded(desk))
        #expect(!text(state).contains("From your phone"))

        desk.phoneFiles[1].id = SampleDesk.id(74)
        _ = state.update(.deskLoaded(desk))
        state.press(.control("t"))
        #expect(state.press(.character("n")) == [.remote(.removePhoneFile(desk.phoneFiles[1]))])
    }
}
