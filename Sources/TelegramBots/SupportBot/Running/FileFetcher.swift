import Foundation
import HelpdeskDesk
import HelpdeskModels

/// Fetches the files of a message from Telegram into the bot's folder.
struct FileFetcher: Sendable {
    let client: BotClient
    let folder: String
    /// The largest file that the desk takes, in bytes.
    let limit: Int64

    /// Returns what was fetched, and what could not be for good. Throws ``TryLater`` if another try may help.
    func fetch(
        _ files: [ChatContent.File], id: (ChatContent.File) -> Attachment.ID
    ) async throws -> (files: [TelegramFile], troubles: [FileTrouble]) {
        var fetched: [TelegramFile] = []
        var troubles: [FileTrouble] = []
        let limit = min(limit, client.server.downloadLimit)
        for file in files {
            let id = id(file)
            let path = folder + "/" + id.description
            if let size = file.size, size > limit {
                troubles.append(FileTrouble(name: file.name, reason: .tooLarge(limit: limit)))
            } else if let reason = try await fetch(file, to: path, limit: limit) {
                troubles.append(FileTrouble(name: file.name, reason: reason))
            } else {
                fetched.append(TelegramFile(id: id, name: file.name, mediaType: file.mediaType, path: path))
            }
        }
        return (fetched, troubles)
    }

    /// Removes what was fetched.
    func remove(_ files: [TelegramFile]) {
        for file in files { unlink(file.path) }
    }

    private func fetch(_ file: ChatContent.File, to path: String, limit: Int64) async throws -> FileTrouble.Reason? {
        // The link to a file lives for an hour: one that has expired in between is asked for anew, once.
        for isLast in [false, true] {
            do {
                unlink(path)
                try await client.download(client.file(file.id), to: path, limit: limit)
                return nil
            } catch {
                unlink(path)
                switch error.kind {
                case .tooLarge: return .tooLarge(limit: limit)
                case .refused where isLast: return .unavailable
                case .refused: continue
                case .tokenRejected, .chatNotFound, .badAnswer: return .unavailable
                default: throw TryLater("a file cannot be fetched now: \(error)")
                }
            }
        }
        return .unavailable
    }
}
