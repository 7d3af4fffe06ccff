import HelpdeskCore
import HelpdeskModels

extension SyncEngine {
    /// The answers to a request that does not pass through the outbox.
    func messages(for effect: Effect.Remote) async -> [AppMessage] {
        do throws(HelpdeskError) {
            switch effect {
            case .offerLink: return [.linkOffered(try await offerTelegramLink())]
            case .changeLink(let link, let change):
                try await changeTelegramLink(link.id, change)
                return [.done(.telegram(change.done(link)))]
            case .endLink(let link):
                try await endTelegramLink(link.id)
                return [.done(.telegram(.unlinked(link.chatName)))]
            case .devices: return [.devicesLoaded(try await devices())]
            case .signOut(let device):
                let left = try await signOut(device: device.id)
                return [.devicesLoaded(left), .done(.telegram(.signedOut(device.label)))]
            case .statistics: return [.figuresLoaded(try await statistics(days: 30, now: .now))]
            case .countOnDesk(let words): return [.countedOnDesk(words, try await countOnDesk(words))]
            case .loadFromDesk(let words, let end):
                return [.loadedFromDesk(words, try await fetchFound(words, after: end))]
            case .fetchNumber(let number): return [.numberFetched(number, try await fetch(number: number))]
            case .announceDraft(let draft, let title): await announce(draft, title: title)
            case .closeDraft(let draft): await closeDraft(draft)
            case .removePhoneFile(let file): try await removePhoneFile(file)
            case .announcePresence(let ticket, let activity, _):
                return [.presenceLoaded(ticket, await announcePresence(activity, ticket: ticket))]
            case .leavePresence(let ticket): await leavePresence(ticket: ticket)
            case .syncNow: retryNow()
            }
            return []
        } catch {
            switch effect {
            case .offerLink: return [.linkNotOffered(error)]
            // The rest of the page can be read without them.
            case .devices: return []
            // Nobody asked for it.
            case .countOnDesk(let words): return [.countedOnDesk(words, nil)]
            case .loadFromDesk(let words, _): return [.notLoadedFromDesk(words, error)]
            // The answer stands, and the backend hears of it later. A refusal for good needs no notice: the file is not
            // offered again here.
            case .removePhoneFile(let file): return error.isPermanent ? [] : [.phoneFileNotRemoved(file)]
            case .changeLink, .endLink, .signOut, .announceDraft, .closeDraft, .announcePresence, .leavePresence,
                .syncNow, .statistics, .fetchNumber:
                return [.failed(error)]
            }
        }
    }
}

extension TelegramLinkChange {
    /// The result of the change, in words.
    fileprivate func done(_ link: TelegramLink) -> TelegramPhrase {
        switch state {
        case .linked: .accepted(link.chatName)
        case .rejected: .turnedAway(link.chatName)
        case .pending, .blocked, .unlinked, nil:
            wantsAnswers == true ? .answersOn(link.chatName) : .answersOff(link.chatName)
        }
    }
}
