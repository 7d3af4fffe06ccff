import Foundation
import HelpdeskCore
import TerminalKit

/// Looks at folders, files and themes of this machine.
///
/// Each look has a thread of its own: a folder of a file server that is gone holds it up for ever, and must not hold up
/// the loop, or the few threads that all tasks share.
struct Lookups: Sendable {
    let themes: ThemeShelf

    /// Nobody who asks line by line waits longer for a folder that may never answer.
    static let patience = Duration.seconds(3)

    /// What came of an effect that looks at this machine's files.
    func message(for effect: Effect) async -> AppMessage? {
        let themes = themes
        return await onOwnThread { Self.look(effect, themes) }
    }

    private static func look(_ effect: Effect, _ themes: ThemeShelf) -> AppMessage? {
        switch effect {
        case .completePath(let text): return .pathCompleted(PathCompleter.complete(text))
        case .listFolder(let path): return .folderListed(FolderReader.list(path), asked: path)
        case .followPath(let path): return follow(path)
        case .loadThemes: return .themesFound(themes.names, current: themes.standard)
        case .loadTheme(let name, let isChosen):
            do throws(ThemeError) {
                return .themeLoaded(try themes.load(name), isChosen: isChosen)
            } catch {
                return .themeNotLoaded(error, isChosen: isChosen)
            }
        // What is no look at files has another way in `EffectRunner.run`.
        default: return nil
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
