import HelpdeskCore
import HelpdeskModels

/// An error inside a JSON document: the stable code and what it is about.
struct ErrorJSON: Encodable {
    let code: HelpdeskError.Code
    let subject: String?
    let detail: String?
    let violations: [Violation]?

    init(_ error: HelpdeskError) {
        code = error.code
        subject = error.subject
        detail = error.detail
        violations = error.violations.isEmpty ? nil : error.violations
    }
}
