import Foundation
import HelpdeskCore
import TerminalKit

/// Looks at folders, files, pictures and themes of this machine.
///
/// Each look has a thread of its own: a folder of a file server that is gone holds it up for ever, and must not hold up
/// the loop, or the few threads that all tasks share.
struct Lookups: Sendable {
    let themes: ThemeFolders
    let restrictions: Restrictions

    /// Nobody who asks line by line waits longer for a folder that may never answer.
    static let patience = Duration.seconds(3)

    /// Looks, and returns the answer.
    func message(for look: Effect.Look) async -> AppMessage {
        await onOwnThread { answer(to: look) }
    }

    private func answer(to look: Effect.Look) -> AppMessage {
        switch look {
        case .completion(let text): return .pathCompleted(PathCompleter.complete(text, within: restrictions))
        case .folder(let path): return follow(path) { .folderListed(FolderReader.list($0), asked: path) }
        case .path(let path):
            // A typed path is gone into if it is a folder, and taken if it is a file.
            return follow(path) { found in
                guard let facts = found.facts else { return .pathFollowed(path, isFile: false) }
                return facts.isFolder
                    ? .folderListed(FolderReader.list(found), asked: path) : .pathFollowed(path, isFile: true)
            }
        case .picture(let request):
            return .pictureMade(request, PictureMaker(within: restrictions).view(for: request))
        case .themes: return .themesFound(themes.names, current: themes.standard)
        case .theme(let name, let isChosen):
            do throws(ThemeError) {
                return .themeLoaded(try themes.load(name), isChosen: isChosen)
            } catch {
                return .themeNotLoaded(error, isChosen: isChosen)
            }
        }
    }

    private func follow(_ typed: String, _ answer: (LocatedPath) -> AppMessage) -> AppMessage {
        do throws(HelpdeskError) {
            return answer(try PathCompleter.locate(typed, within: restrictions))
        } catch {
            return .pathRefused(typed, error)
        }
    }
}

/// Does what may wait for a disk or a file server without end, on a thread that nobody else needs.
public func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}
