public import HelpdeskModels
import HelpdeskTransport

/// Telegram chats, and signed-in devices.
extension NativeBackend {
    public func offerTelegramLink() async throws(HelpdeskError) -> TelegramLinkOffer {
        let offer: TelegramLinkOffer = try decode(try await exchange(request(.post, "/telegram/links")))
        let isToken = offer.token.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        // It is shown as a QR code and pasted elsewhere, so it must contain nothing else.
        guard isToken, TelegramBot.isUsername(offer.bot), (1...64).contains(offer.token.utf8.count) else {
            throw bad("not the code of a link")
        }
        return offer
    }

    public func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange
    ) async throws(HelpdeskError) -> TelegramLink {
        let link: TelegramLink = try decode(
            try await exchange(request(.patch, "/telegram/links/\(id)", json: change)))
        guard link.id == id else { throw bad("the answer is about another link") }
        guard case .telegramLink(let plausible) = try plausible(.telegramLink(link)) else { return link }
        return plausible
    }

    public func endTelegramLink(_ id: TelegramLink.ID) async throws(HelpdeskError) {
        _ = try await exchange(request(.delete, "/telegram/links/\(id)"))
    }

    public func devices() async throws(HelpdeskError) -> [Device] {
        var (devices, after): ([Device], String?) = ([], nil)
        repeat {
            let query = after.map { [("after", $0)] } ?? []
            let page: Page<Device> = try decode(try await exchange(request(.get, "/devices", query: query)))
            devices += page.items
            guard page.next == nil || page.next != after && !page.items.isEmpty, devices.count <= Self.maxDevices
            else {
                throw bad("a list without end")
            }
            after = page.next
        } while after != nil
        return devices
    }

    private static let maxDevices = 10_000

    public func signOut(device: Int64) async throws(HelpdeskError) {
        _ = try await exchange(request(.delete, "/devices/\(device)"))
    }
}

/// Drafts that accept files from the phone.
extension NativeBackend {
    public func announce(_ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement) async throws(HelpdeskError) {
        _ = try await exchange(try request(.put, "/drafts/\(draft)", json: open))
    }

    public func closeDraft(_ draft: EntityID<DraftAnnouncement>) async throws(HelpdeskError) {
        _ = try await exchange(request(.delete, "/drafts/\(draft)"))
    }

    public func removePhoneFile(_ file: PhoneFile) async throws(HelpdeskError) {
        _ = try await exchange(request(.delete, "/drafts/\(file.draft)/files/\(file.id)"))
    }
}
