public import HelpdeskCore
public import HelpdeskModels

/// The drafts that are open in this program, and files on their way into them.
struct Drafting: Equatable, Sendable {
    /// Those that no other program may have meanwhile: on the screen, or with files on their way.
    var open: Set<Draft.ID> = []
    /// Those whose last words could not be saved yet.
    var unsaved: Set<Draft.ID> = []
    /// Those that the user's own editor has, as they were last on the screen.
    var inEditor: [Draft.ID: Draft] = [:]
    /// Files on their way into drafts.
    private(set) var arriving: [ArrivingFiles] = []
    private var arrivalCount = 0
    /// A long text that was pasted, while it may become a file.
    var pasted: PastedText?
    /// The draft that is sent as soon as its files are there.
    private(set) var awaited: Draft.ID?

    func isArriving(in id: Draft.ID) -> Bool { arriving.contains { $0.draft == id } }

    /// The names of the files on their way into the draft.
    func arrivingNames(in id: Draft.ID) -> [String] { arriving.filter { $0.draft == id }.flatMap(\.names) }

    /// Whether nothing is lost with the draft.
    func isUnused(_ draft: Draft) -> Bool { draft.isBlank && !isArriving(in: draft.id) }

    /// Files set out for a draft.
    mutating func expect(_ source: ArrivingFiles.Source, in draft: Draft.ID) -> ArrivingFiles {
        arrivalCount += 1
        let files = ArrivingFiles(id: arrivalCount, draft: draft, source: source)
        arriving.append(files)
        return files
    }

    /// The files are attached or refused; true if their draft waited for them alone, and is to be sent now.
    mutating func arrived(_ files: ArrivingFiles) -> Bool {
        arriving.removeAll { $0.id == files.id }
        guard awaited == files.draft, !isArriving(in: files.draft) else { return false }
        awaited = nil
        return true
    }

    /// Sends the draft once its files are there.
    mutating func sendLater(_ id: Draft.ID) { awaited = id }

    /// Calls off sending the draft once its files are there; false if it was not to be sent.
    mutating func callOffSending(_ id: Draft.ID) -> Bool {
        guard awaited == id else { return false }
        awaited = nil
        return true
    }

    /// Takes in which drafts are on the screen; returns those that other programs may have now.
    mutating func show(_ shown: Set<Draft.ID>) -> Set<Draft.ID> {
        if let id = awaited, !shown.contains(id) { awaited = nil }
        let needed = shown.union(arriving.map(\.draft))
        defer { open = needed }
        return open.subtracting(needed)
    }
}

/// Files on their way into a draft: being copied, or received from the phone.
public struct ArrivingFiles: Hashable, Sendable, Identifiable {
    /// Where they come from.
    public enum Source: Hashable, Sendable {
        case path(String)
        /// Paths that were dropped on the terminal, and the text that it was if they are none.
        case dropped(DroppedPaths, text: String)
        case phone(PhoneFile)
        /// A text that was pasted, as a file of that name.
        case pasted(String, name: String)
    }

    /// Counts what is attached while the program runs: two files of one name are two arrivals.
    public let id: Int
    public let draft: Draft.ID
    public let source: Source

    public init(id: Int, draft: Draft.ID, source: Source) {
        self.id = id
        self.draft = draft
        self.source = source
    }

    /// The id of its line in a list.
    var item: String { "arriving-\(id)" }

    public var names: [String] {
        switch source {
        case .path(let path): [PathCompleter.name(path)]
        case .dropped(let dropped, _): dropped.paths.map(PathCompleter.name)
        case .phone(let file): [file.attachment.name]
        case .pasted(_, let name): [name]
        }
    }
}

extension Effect {
    /// The files that it brings into a draft; nil if it is of another kind.
    public var arriving: ArrivingFiles? {
        if case .files(.attach(let files)) = self { files } else { nil }
    }
}
