/// What can be asked for in linear mode alone, beside the actions of the binding table.
enum LinearOwn: String, CaseIterable, Sendable {
    /// Tells again: the page of the list, a message, what is being written, the Customer Page.
    case read
    /// How many tickets each view has.
    case counts
    /// The connection and what waits to be sent.
    case status
    /// Goes on writing.
    case write
    /// Takes a line out of the text.
    case deleteLine
    case chooseTopic
    case fillFields
    case writeSubject

    /// Letters that no binding has at these places.
    var letter: Character {
        switch self {
        case .read: "p"
        case .counts: "c"
        case .status: "="
        case .write: "w"
        case .deleteLine: "x"
        case .chooseTopic: "c"
        case .fillFields: "f"
        case .writeSubject: "u"
        }
    }

    func isOffered(at place: LinearPlace, hasFields: Bool) -> Bool {
        switch (self, place) {
        case (.status, _), (.read, _): true
        case (.counts, .list): true
        case (.write, .reply), (.deleteLine, .reply), (.write, .create), (.deleteLine, .create): true
        case (.chooseTopic, .create), (.writeSubject, .create): true
        case (.fillFields, .create): hasFields
        default: false
        }
    }
}
