import HelpdeskCore
import HelpdeskModels

extension SyncEngine {
    /// What came of an effect that is asked of the backend at once.
    func messages(for effect: Effect) async -> [AppMessage] {
        do throws(HelpdeskError) {
            switch effect {
            case .offerLink: return [.linkOffered(try await offerTelegramLink())]
            case .changeLink(let link, let change):
                try await changeTelegramLink(link.id, change)
                return [.done(.telegram(change.done(link)))]
            case .endLink(let link):
                try await endTelegramLink(link.id)
                return [.done(.telegram(.unlinked(link.chatName)))]
            case .loadDevices: return [.devicesLoaded(try await devices())]
            case .signOut(let device):
                let left = try await signOut(device: device.id)
                return [.devicesLoaded(left), .done(.telegram(.signedOut(device.label)))]
            case .announceDraft(let draft, let title): await announce(draft, title: title)
            case .closeDraft(let draft): await closeDraft(draft)
            case .removePhoneFile(let file): try await removePhoneFile(file)
            // `EffectRunner.run` sends no others here.
            default: break
            }
            return []
        } catch {
            switch effect {
            case .offerLink: return [.linkNotOffered(error)]
            // The rest of the page can be read without them.
            case .loadDevices: return []
            // The answer stands, and the backend hears of it later. A refusal for good needs no notice: the file is not
            // offered again here.
            case .removePhoneFile(let file): return error.isPermanent ? [] : [.phoneFileNotRemoved(file)]
            default: return [.failed(error)]
            }
        }
    }
}

extension TelegramLinkChange {
    /// What the change has done, in words.
    fileprivate func done(_ link: TelegramLink) -> TelegramPhrase {
        switch state {
        case .linked: .accepted(link.chatName)
        case .rejected: .turnedAway(link.chatName)
        default: wantsAnswers == true ? .answersOn(link.chatName) : .answersOff(link.chatName)
        }
    }
}
