/// The rules that can have exemptions, by the name that an exemption uses.
enum TidyRule: String {
  case bannedCall
  case bannedName
  case documentation
  case fileLength
  case functionLength
  case imports
  case link
  case title
}
