// How much a word says about a topic, from how many comments hold it: ln((n + 1) / (count + 0.5)),
// less 2, rounded (inverse document frequency; Sparck Jones 1972). Counted over 6,394 English
// comments of public data sets (see docs/judgement.md); only the counts come from there.
#include "term_weights.h"

#include "vocabulary.h"

namespace precheck {
namespace {

constexpr std::string_view kWeight0 =
    "about all an and are as at be but by can do for from have he if in is it just like no "
    "not of on one or people so that the there they this to was we what who will with would "
    "you your ";

constexpr std::string_view kWeight1 =
    "also another any back because been being could did does doesn't don't even first get go "
    "going good had has here him his how i'm into it's its know make many me more most much "
    "my need never now only other our out over please really right say see should some "
    "something still such than that's their them then these think those time too up us very "
    "want way well were when where which why ";

constexpr std::string_view kWeight2 =
    "actually add added after again against agree already always am america american anti "
    "anyone anything around away bad before believe best better between big both call called "
    "can't case change christian come comment comments country day didn't different "
    "discussion doing done down either else end enough etc ever every everyone everything "
    "fact far feel few find free getting give god got government great guy hate having he's "
    "help her history hope however i'll i've idea information instead isn't issue keep kill "
    "kind last least left less let life list little live lol long look lot love made makes "
    "making man matter may maybe mean media might mind money must name needs new news non "
    "nothing off oh ok old others own part party person place point police political post "
    "president pretty probably problem put question rather read real reason remember said "
    "same saying says section seems seen sense she show simply since someone sorry source "
    "sources start state stop support sure take tell thank thanks themselves there's they're "
    "thing things though thought through times true try trying two under understand until "
    "use used using vote war while whole without won't word work world wp wrong yeah year "
    "years yes yet you're ";

constexpr std::string_view kWeight3 =
    "able above absolutely accept according account across act action actions actual adding "
    "admin age ago allow allowed almost along although americans among answer anymore anyway "
    "appropriate aren't argument army ask asked assume attack attempt attention based "
    "basically become behavior behind beyond bill bit blame block blocked book books boy "
    "brain break bring british bs btw bunch business buy calling came cannot cant car care "
    "category catholic cause certain certainly changed changes check child children china "
    "christians church citizens city civil claim claims clear clearly close comes coming "
    "common community company complain complete completely congress consensus conservative "
    "consider considered content continue control cops correct corrupt countries couple "
    "course create created criminal culture current currently cut days dead deal death "
    "debate decide definitely definition delete deleted deletion democrats die died "
    "difference disagree discuss disgusting don donald dont doubt due during each earth east "
    "easy economy elected election encyclopedia english entire especially evidence exactly "
    "example except exist expect explain face facts fair faith fake false family fight "
    "finally fine fire fix follow following force forget form former forward found four "
    "freedom friends full funny further future game garbage gave general george gets given "
    "giving goes gone gonna google group groups guess gun guys half hand hands happen "
    "happened happens happy hard haven't head hear heard hey hi high himself hold home "
    "homosexual house human hypocrite i'd ideas im image important include included "
    "including indeed info interesting involved islam issues itself jesus job joe joke "
    "justice kids killed killing knew knowledge known knows lack land language large later "
    "law laws lead leader learn leave legitimate let's level liberal liberals lie lies light "
    "likely line link links literally lives living longer looking looks lose lost lying main "
    "major majority material means meant members men mention mentioned message middle "
    "military million millions modern moment months move mr murder murdered myself national "
    "nazi necessary needed neutral next nice nobody none nonsense nor north notable note "
    "notice noticed number obvious obviously office often once ones open opinion order "
    "original otherwise particular parts past pay per perhaps personal personally piece plan "
    "play playing policies policy politics poor population position possible pov power "
    "present problems process project proof propaganda protect provide public published "
    "putting questions quite quote race racism reading reality reasons recent reference "
    "references regarding related relevant reliable religion religious remove removed report "
    "republican republicans request research respect response rest revert review rights "
    "rules run running sad save saw school science scum second seem self send sentence "
    "serious seriously set several sex shame shoot short shot shouldn't shows shut sick side "
    "similar simple single site situation small smart social society somewhere soon sort "
    "sounds south speak specific stand standard started statement states stay story straight "
    "stuff subject suggest supposed system taken taking talking tax team template term terms "
    "terrorist text therefore thinking thinks thousands three thus title today together told "
    "took top topic total totally tried troops truth turn turned type united unless upon usa "
    "useful useless users vandalism version video view views violence voted wait waiting "
    "wall wanted wants wasn't waste watch we're weapons website week welcome went west "
    "what's whatever whether win wing wish within woman women won wonder words working works "
    "worse worst worth wouldn't wow write writing written wrote you've yourself ";

// Han characters that hold a sentence together.
constexpr std::u32string_view kHanFunction =
    U"\u7684\u662F\u4E86\u6211\u4F60\u4ED6\u5979\u5B83\u4EEC\u4E0D\u5728\u6709\u8FD9\u90A3"
    U"\u5C31\u4E5F\u90FD\u548C\u4E0E\u53CA\u800C\u4F46\u7740\u8FC7\u4F1A\u8981\u80FD\u53EF"
    U"\u4EE5\u5BF9\u4E3A\u4E8E\u4ECE\u5230\u628A\u88AB\u8BA9\u7ED9\u5F88\u592A\u66F4\u6700"
    U"\u53C8\u518D\u8FD8\u6CA1\u8BF4\u53BB\u6765\u4E0A\u4E0B\u91CC\u4E2D\u4E2A\u4E9B\u4E48"
    U"\u5417\u5462\u5427\u554A\u5440\u54E6\u4E4B\u5176\u6240\u53EA";

constexpr int kRareWeight = 5;

// The words of all lists, numbered in their order.
class WeightedWords {
 public:
  WeightedWords() {
    const std::string_view lists[] = {kWeight0, kWeight1, kWeight2, kWeight3};
    for (std::size_t weight = 0; weight < kLists; ++weight) {
      std::string_view rest = lists[weight];
      for (std::size_t end = rest.find(' '); end != std::string_view::npos; end = rest.find(' ')) {
        words_.add(rest.substr(0, end));
        rest.remove_prefix(end + 1);
      }
      ends_[weight] = words_.size();
    }
  }

  int weight_of(std::string_view word) const {
    const std::uint32_t number = words_.look_up(word).id;
    for (std::size_t weight = 0; weight < kLists; ++weight) {
      if (number < ends_[weight]) return static_cast<int>(weight);
    }
    return kRareWeight;
  }

 private:
  static constexpr std::size_t kLists = 4;
  Vocabulary words_;
  std::uint32_t ends_[kLists] = {};  // behind the last word of each
};

}  // namespace

int term_weight(std::string_view word) {
  static const WeightedWords words;
  return word.size() < 2 ? 0 : words.weight_of(word);
}

bool is_han_function(char32_t point) {
  return kHanFunction.find(point) != std::u32string_view::npos;
}

std::string_view stem(std::string_view word) {
  struct Ending {
    std::string_view text;
    std::size_t shortest;  // a word of fewer bytes keeps its ending
  };
  constexpr Ending kEndings[] = {{"'s", 4}, {"ing", 6}, {"ies", 5}, {"ed", 5},
                                 {"es", 5}, {"ly", 6},  {"s", 4}};
  for (const Ending& ending : kEndings) {
    if (word.size() >= ending.shortest &&
        word.substr(word.size() - ending.text.size()) == ending.text) {
      word.remove_suffix(ending.text.size());
      return word;
    }
  }
  return word;
}

}  // namespace precheck
