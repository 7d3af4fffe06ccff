import Foundation
import HelpdeskCore
import TerminalKit

/// Looks at folders, files, pictures and themes of this machine.
///
/// Each look has a thread of its own: a folder of a file server that is gone holds it up for ever, and must not hold up
/// the loop, or the few threads that all tasks share.
struct Lookups: Sendable {
    let themes: ThemeFolders

    /// Nobody who asks line by line waits longer for a folder that may never answer.
    static let patience = Duration.seconds(3)

    /// Looks, and returns the answer.
    func message(for look: Effect.Look) async -> AppMessage {
        let themes = themes
        return await onOwnThread { Self.message(for: look, themes) }
    }

    private static func message(for look: Effect.Look, _ themes: ThemeFolders) -> AppMessage {
        switch look {
        case .completion(let text): return .pathCompleted(PathCompleter.complete(text))
        case .folder(let path): return .folderListed(FolderReader.list(path), asked: path)
        case .path(let path): return follow(path)
        case .picture(let request): return .pictureMade(request, PictureMaker().view(for: request))
        case .themes: return .themesFound(themes.names, current: themes.standard)
        case .theme(let name, let isChosen):
            do throws(ThemeError) {
                return .themeLoaded(try themes.load(name), isChosen: isChosen)
            } catch {
                return .themeNotLoaded(error, isChosen: isChosen)
            }
        }
    }

    /// A typed path is gone into if it is a folder, and taken if it is a file.
    private static func follow(_ typed: String) -> AppMessage {
        guard let facts = PathCompleter.locate(typed).facts else { return .pathFollowed(typed, isFile: false) }
        return facts.isFolder
            ? .folderListed(FolderReader.list(typed), asked: typed) : .pathFollowed(typed, isFile: true)
    }
}

/// Does what may wait for a disk or a file server without end, on a thread that nobody else needs.
public func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}
