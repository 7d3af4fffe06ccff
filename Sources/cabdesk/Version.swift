/// The version of the program (Semantic Versioning 2.0).
enum Version {
    static let number = "0.1.0"
}
